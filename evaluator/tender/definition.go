package tender

import (
	"fmt"
	"slices"

	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/rank"
	"github.com/trias-sovereignty/trias/evaluator/score"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/profiles"
)

// Definition is a tender as its file states it: what is bought, what excludes an
// offer, what is scored and how, and how points and price make a ranking. All but
// the offers is announced before the first of them is opened, and its digest with
// it.
//
// A file that only gives numbers, to check a method on its own, has nothing but
// method and offers, each with its performance and its price; see the comment of
// the package for both.
type Definition struct {
	// Trias marks the format. A file with numbers alone may leave it out.
	Trias string `json:"trias,omitzero" const:"tender/v1"`
	// ID names the tender.
	ID string `json:"id,omitzero" pattern:"^[A-Za-z0-9][A-Za-z0-9._-]*$" maxLen:"64"`
	// Version is the tender's semantic version: a correction of the announcement is
	// another one.
	Version evidence.Version `json:"version,omitzero"`
	// Title names the tender for readers.
	Title *evidence.Text `json:"title,omitzero"`
	// Subject says what is bought.
	Subject *evidence.Text `json:"subject,omitzero"`
	// Authority is who buys.
	Authority string `json:"authority,omitzero" pattern:"[^ ]" maxLen:"200"`
	// Procedure is the kind of award procedure.
	Procedure Procedure `json:"procedure,omitzero"`
	// Currency is the ISO 4217 code of all prices.
	Currency string `json:"currency,omitzero" pattern:"^[A-Z]{3}$"`
	// Layer is the layer of what is bought: how binding a criterion is may depend on
	// it. Left out, a criterion is as binding as at the layer where it is most so.
	Layer evidence.Layer `json:"layer,omitzero"`
	// Day is the day that the verdicts on all offers are given for, whenever they are
	// computed, mostly the last day for offers.
	Day *evidence.Date `json:"day,omitzero"`
	// Catalogue is a file; the catalogue that Trias brings if left out.
	Catalogue string `json:"catalogue,omitzero" pattern:"[^ ]" maxLen:"1000"`
	// Profile is the id of a profile that Trias brings, or a file. Each of its musts
	// is an exclusion criterion.
	Profile string `json:"profile,omitzero" pattern:"[^ ]" maxLen:"1000"`
	// Localisation is the region that criteria ask for; the profile's if left out.
	// See [profiles.Profile.Localised].
	Localisation string `json:"localisation,omitzero" maxLen:"64"`
	// Tailoring are recorded changes of the profile for this tender.
	Tailoring []profiles.Change `json:"tailoring,omitzero"`
	// Equivalences is a file of equivalences that hold for all bidders alike.
	Equivalences string `json:"equivalences,omitzero" pattern:"[^ ]" maxLen:"1000"`
	// Qualification is the file of a qualification that this tender, a call for
	// offers within a dynamic purchasing system, lets in by.
	Qualification string `json:"qualification,omitzero" pattern:"[^ ]" maxLen:"1000"`
	// Exclusion are exclusion criteria besides the musts of the profile.
	Exclusion *Exclusion `json:"exclusion,omitzero"`
	// Award are the award criteria. Left out, each offer states its performance.
	Award *score.Scheme `json:"award,omitzero"`
	// Methods are files of scoring methods of the format method/v1, which award
	// criteria name by the name that the method has in its file.
	Methods []string `json:"methods,omitzero" minItems:"1" pattern:"[^ ]" maxLen:"1000"`
	// Method is how performance and price make a ranking. Only what qualifies for a
	// dynamic purchasing system has none.
	Method *rank.Method `json:"method,omitzero"`
	// Stability says how far inputs are varied to see whether the first place holds;
	// left out, only where whoever ranks asks for it.
	Stability *rank.Tolerances `json:"stability,omitzero"`
	// Later says what may be requested after the offers were opened; left out, what
	// the law allows for.
	Later *Later `json:"later,omitzero"`
	// Announced is what was announced; not part of what is announced.
	Announced *Announcement `json:"announced,omitzero"`
	// Offers are the offers; not part of what is announced.
	Offers []OfferEntry `json:"offers,omitzero"`
}

// Procedure is a kind of award procedure.
type Procedure string

// The procedures: § 14(2) and (3) VgV, and §§ 22 to 24 VgV for dynamic purchasing
// systems, which follow the rules of the restricted procedure (§ 22(2) VgV).
const (
	Open       Procedure = "open"       // § 15 VgV; Directive 2014/24/EU, Art. 27
	Restricted Procedure = "restricted" // § 16 VgV; Art. 28
	Negotiated Procedure = "negotiated" // § 17 VgV; Art. 29
	Dynamic    Procedure = "dynamic"    // §§ 22 to 24 VgV; Art. 34
)

// Values returns the accepted values.
func (Procedure) Values() []string { return []string{"open", "restricted", "negotiated", "dynamic"} }

// Exclusion are exclusion criteria besides the musts of the profile.
type Exclusion struct {
	// Criteria are criteria of the profile that exclude here although they are not
	// binding there.
	Criteria []Raised `json:"criteria,omitzero"`
	// Seal is a minimum level of the EU Cloud Sovereignty Framework.
	Seal *SealMinimum `json:"seal,omitzero"`
}

// Raised is a criterion that is raised to an exclusion criterion.
type Raised struct {
	// Criterion is its id in the profile.
	Criterion string `json:"criterion" required:"true" pattern:"^[A-Za-z0-9][A-Za-z0-9._-]*$" maxLen:"64"`
	// Reason says why.
	Reason evidence.Text `json:"reason" required:"true"`
}

// SealMinimum is a minimum level of the EU Cloud Sovereignty Framework, which the
// authority sets overall or for single objectives (implementation guidance of
// 1 June 2026, page 10; the framework itself sets none). It is looked at on the
// proven side.
type SealMinimum struct {
	// Method is the name of the scoring method that has the levels: "eucsf-2026".
	Method string `json:"method" required:"true" pattern:"^[a-z0-9][a-z0-9.-]*$" maxLen:"64"`
	// Overall is the least overall level, 0 to 4.
	Overall *int64 `json:"overall,omitzero" min:"0" max:"4"`
	// Objectives are the least levels of single objectives, by id: "SOV-3".
	Objectives map[string]int64 `json:"objectives,omitzero" minItems:"1"`
}

// Documents says which missing evidence may be requested.
type Documents string

// The choices.
const (
	// AsLaw: what the law allows for, § 56(2) and (3) VgV.
	AsLaw Documents = "asLaw"
	// NoDocuments: none; announced by § 56(2), second sentence, VgV.
	NoDocuments Documents = "none"
)

// Values returns the accepted values.
func (Documents) Values() []string { return []string{"asLaw", "none"} }

// Later says what may be requested after the offers were opened.
//
// By § 56(2) VgV missing, incomplete and incorrect documents on the company may be
// requested, and missing and incomplete ones on the performance; by § 56(3) VgV no
// documents on the performance that concern the evaluation by the award criteria.
// So nothing may be requested for an award criterion, nor for an exclusion
// criterion what an award criterion rests on as well, and a document on the
// performance that was handed in and does not do may not be exchanged for another.
// In all cases bidders are treated alike; the time limit is set by the calendar
// (§ 56(4) VgV), and decision and result are recorded (§ 56(5) VgV).
type Later struct {
	// Documents says whether anything may be requested at all.
	Documents Documents `json:"documents" required:"true"`
	// Company are exclusion criteria whose evidence is about the company and not
	// about the performance, so that it may also be corrected. To tell the one from
	// the other is for the authority.
	Company []string `json:"company,omitzero" pattern:"^[A-Za-z0-9][A-Za-z0-9._-]*$" maxLen:"64"`
	// Criteria says it for single criteria, exclusion or award criteria, by id. To
	// say true of an award criterion is an error of the tender.
	Criteria map[string]bool `json:"criteria,omitzero"`
}

// Announcement is what was announced of a tender.
type Announcement struct {
	// Digest is the digest, as [Checked.Digest] had it.
	Digest string `json:"digest" required:"true" pattern:"^sha256:[0-9a-f]{64}$"`
	// On is the day of the announcement.
	On *evidence.Date `json:"on,omitzero"`
}

// OfferEntry is an offer as the file of a tender states it.
type OfferEntry struct {
	// ID names the offer.
	ID string `json:"id" required:"true"`
	// Bidder is who offers.
	Bidder string `json:"bidder,omitzero" pattern:"[^ ]" maxLen:"200"`
	// Dossiers are the files of its evidence; several are sources about one subject.
	Dossiers []string `json:"dossiers,omitzero" minItems:"1" pattern:"[^ ]" maxLen:"1000"`
	// Points are those that evaluators gave, by award criterion. Where there is nothing
	// but numbers, they are those for the criteria that the method decides by.
	Points map[string]exact.Number `json:"points,omitzero"`
	// Performance is given where there are no award criteria.
	Performance *exact.Number `json:"performance,omitempty"`
	// Price is the price that was checked, in the currency of the tender.
	Price *exact.Number `json:"price,omitempty"`
	// Qualified is the id under which the qualification has the bidder; that of the
	// offer if left out.
	Qualified string `json:"qualified,omitzero" pattern:"^[A-Za-z0-9][A-Za-z0-9._-]*$" maxLen:"64"`
}

// FileLimit is how many bytes a tender, or a file that it names, may have.
const FileLimit = 16 << 20

// limits are those of a tender: wider than those of what people write by hand, for
// a thousand offers with points for each criterion.
func limits() doc.Limits {
	l := doc.DefaultLimits()
	l.Bytes, l.Nodes = FileLimit, 1<<20
	return l
}

// Decode reads a tender from YAML or JSON. The error is a list of everything that
// the file alone shows to be wrong; [Load] also looks at what it names.
func Decode(name string, data []byte) (*Definition, error) {
	d, _, err := decode(name, data)
	return d, err
}

func decode(name string, data []byte) (*Definition, *doc.Node, error) {
	node, err := doc.Parse(name, data, limits())
	if node == nil {
		return nil, nil, err
	}
	var d Definition
	problems := append(doc.Problems(nil).With(err), doc.Bind(node, &d)...)
	if len(problems) == 0 {
		problems = d.check(node)
	}
	if len(problems) > 0 {
		problems.Sort()
		return nil, nil, problems
	}
	return &d, node, nil
}

// numbers reports whether the tender is nothing but numbers.
func (d *Definition) numbers() bool {
	return d.ID == "" && d.Version == "" && d.Title == nil && d.Subject == nil && d.Authority == "" && d.Procedure == "" &&
		d.Layer == "" && d.Day == nil && d.Catalogue == "" && d.Profile == "" && d.Localisation == "" && d.Tailoring == nil &&
		d.Equivalences == "" && d.Qualification == "" && d.Exclusion == nil && d.Award == nil && d.Methods == nil && d.Later == nil
}

// awards are the award criteria; none if the tender has none.
func (d *Definition) awards() []score.Weighed {
	if d.Award == nil {
		return nil
	}
	return d.Award.Awards()
}

// check finds what a schema cannot express.
func (d *Definition) check(node *doc.Node) (problems doc.Problems) {
	report := func(pointer, hint, format string, args ...any) {
		problems = append(problems, node.Find(pointer).Problem(doc.Semantic, fmt.Sprintf(format, args...), hint))
	}
	if d.numbers() {
		if d.Method == nil {
			report("", `write for example method: {name: ufab-simple}`, "there is no method to rank by")
		}
	} else {
		d.checkWhole(report)
	}
	d.checkExclusion(report)
	for i := range d.Offers {
		d.checkOffer(i, report)
	}
	return problems
}

// checkWhole looks for what a tender cannot do without.
func (d *Definition) checkWhole(report func(pointer, hint, format string, args ...any)) {
	for _, x := range []struct {
		there       bool
		field, hint string
	}{
		{d.Trias != "", "trias", "add trias: " + Format},
		{d.ID != "", "id", "add it"},
		{d.Version != "", "version", `add it, for example version: "1.0.0"`},
		{d.Title != nil, "title", "add it, with en and de"},
		{d.Subject != nil, "subject", "add what is bought, with en and de"},
		{d.Authority != "", "authority", "add who buys"},
		{d.Procedure != "", "procedure", "add it: open, restricted, negotiated or dynamic"},
		{d.Day != nil || d.Profile == "", "day", "add the day that verdicts are given for"},
		{d.Method != nil || d.Procedure == Dynamic && d.Award == nil, "method", "add the method to rank by"},
		{d.Currency != "" || d.Method == nil, "currency", "add it, for example currency: EUR"},
	} {
		if !x.there {
			report("", x.hint, "field %q is missing", x.field)
		}
	}
	if d.Profile == "" {
		for _, x := range []struct {
			there bool
			field string
		}{
			{d.Catalogue != "", "catalogue"}, {d.Localisation != "", "localisation"}, {d.Tailoring != nil, "tailoring"},
			{d.Equivalences != "", "equivalences"}, {d.Qualification != "", "qualification"}, {d.Exclusion != nil, "exclusion"}, {d.Award != nil, "award"}, {d.Methods != nil, "methods"},
		} {
			if x.there {
				report("/"+x.field, "add profile, or drop it", "%s is about a profile, and the tender names none", x.field)
			}
		}
	}
	if d.Qualification != "" && d.Procedure != "" && d.Procedure != Dynamic {
		report("/qualification", "write procedure: dynamic, or drop it", "only calls within a dynamic purchasing system let in by a qualification (§ 22(4) and § 23(6) VgV)")
	}
	if d.Tailoring != nil && len(d.Tailoring) == 0 {
		report("/tailoring", "drop it, or record a change", "it records no change")
	}
}

func (d *Definition) checkExclusion(report func(pointer, hint, format string, args ...any)) {
	if d.Exclusion == nil {
		return
	}
	if len(d.Exclusion.Criteria) == 0 && d.Exclusion.Seal == nil {
		report("/exclusion", "drop it, or name criteria", "it excludes nothing")
	}
	first := map[string]int{}
	for i, r := range d.Exclusion.Criteria {
		if before, twice := first[r.Criterion]; twice {
			report(fmt.Sprintf("/exclusion/criteria/%d", i), "keep one of the two", "%s is there already, at /exclusion/criteria/%d", r.Criterion, before)
			continue
		}
		first[r.Criterion] = i
	}
	s := d.Exclusion.Seal
	if s == nil {
		return
	}
	if s.Overall == nil && len(s.Objectives) == 0 {
		report("/exclusion/seal", "add overall, or objectives", "it sets no minimum")
	}
	for _, id := range sortedKeys(s.Objectives) {
		if least := s.Objectives[id]; least < 0 || least > 4 {
			report("/exclusion/seal/objectives"+doc.Pointer(id), "write 0 to 4", "there is no SEAL-%d", least)
		}
	}
}

// deciding are the criteria that the method decides by where Z does not.
func (d *Definition) deciding() (ids []string) {
	if d.Method == nil {
		return nil
	}
	add := func(id string) {
		if id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	if d.Method.Name == rank.Extended && d.Method.Decide == rank.ByCriterion {
		add(d.Method.DecideBy)
	}
	for _, tie := range d.Method.Ties {
		add(tie.Criterion)
	}
	return ids
}

// checkDeciding looks at the points that an offer of nothing but numbers has: those
// for criteria that decide are needed, and all others count nowhere.
func (d *Definition) checkDeciding(o *OfferEntry, at string, report func(pointer, hint, format string, args ...any)) {
	decide := d.deciding()
	for _, id := range decide {
		if _, ok := o.Points[id]; !ok {
			report(at, fmt.Sprintf("add points: {%s: …}", id), "points for %s, which decides, are missing", doc.Quote(id))
		}
	}
	for _, id := range sortedKeys(o.Points) {
		if !slices.Contains(decide, id) {
			report(at+"/points"+doc.Pointer(id), "drop them, or give the tender award criteria", "points are given for %s, which decides nothing", doc.Quote(id))
		}
	}
}

func (d *Definition) checkOffer(i int, report func(pointer, hint, format string, args ...any)) {
	o := &d.Offers[i]
	at := fmt.Sprintf("/offers/%d", i)
	if d.Method != nil && o.Price == nil {
		report(at, "add it", `field "price" is missing`)
	}
	if o.Price != nil && o.Price.Sign() <= 0 {
		report(at+"/price", "write the price that was checked", "a price is greater than 0")
	}
	if o.Performance != nil && o.Performance.Sign() < 0 {
		report(at+"/performance", "write 0 or more", "a performance is not negative")
	}
	switch {
	case d.Award != nil && o.Performance != nil:
		report(at+"/performance", "drop it, or the award criteria", "the performance follows from the award criteria")
	case d.Award == nil && o.Performance == nil && d.Method != nil && d.Method.Name != rank.LowestPrice:
		report(at, "add it, or give the tender award criteria", `field "performance" is missing`)
	}
	if d.numbers() && len(d.deciding()) > 0 {
		d.checkDeciding(o, at, report)
	} else if d.Award == nil && len(o.Points) > 0 {
		report(at+"/points", "drop them, or give the tender award criteria", "points are given, and there are no award criteria")
	}
	for _, id := range sortedKeys(o.Points) {
		if o.Points[id].Sign() < 0 {
			report(at+"/points"+doc.Pointer(id), "write 0 or more", "points are not negative")
		}
	}
	switch {
	case d.Profile != "" && len(o.Dossiers) == 0:
		report(at, "name the files of its evidence", `field "dossiers" is missing`)
	case d.Profile == "" && len(o.Dossiers) > 0:
		report(at+"/dossiers", "add profile, or drop them", "evidence is given, and the tender names no profile to judge it by")
	}
	if o.Qualified != "" && d.Qualification == "" && d.Procedure != Dynamic {
		report(at+"/qualified", "drop it", "the tender lets nobody in by a qualification")
	}
}
