package evaluator

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/rules"
	"github.com/trias-sovereignty/trias/profiles"
)

// LintProfile finds what is probably not meant in a profile that loads. What it
// inherits is not looked at again, except that criteria nobody applies are
// missing from it, too, unless a recorded change excludes them.
func LintProfile(p *profiles.Profile) []criteria.Finding {
	var findings []criteria.Finding
	report := func(check, pointer, about, hint, format string, args ...any) {
		findings = append(findings, criteria.Finding{Check: check, Pointer: pointer, Message: fmt.Sprintf(format, args...), Hint: hint, About: about})
	}
	own := ownSettings(p)
	if region := p.Definition().Localisation; region != "" {
		if _, err := p.Localised(region); errors.Is(err, profiles.ErrNoRegion) {
			report(CheckUnusedLocalisation, "/localisation", "", "drop it, or apply a criterion that asks for a region", "no criterion of %s asks for the region it states", p.ID())
		}
	}
	lintStricter(p, report)
	work := rules.NewWork(maxLintWork)
	for _, c := range p.MadeFor().Criteria() {
		applied, ok := p.Applied(c.ID)
		if !ok {
			if p.ExcludedBy(c.ID) != nil {
				continue
			}
			place := "/criteria"
			if p.Tailors() != nil {
				place = "/changes"
			}
			report(CheckNotApplied, place, c.ID, "apply it, as may if it only informs", "%s does not apply %s (%s)", p.ID(), c.ID, c.Title.EN)
			continue
		}
		setting, stated := own[c.ID]
		if !stated {
			setting = &ownSetting{}
		}
		if d := c.Deprecated; stated && d != nil && len(d.SupersededBy) > 0 && !slices.ContainsFunc(d.SupersededBy, func(id string) bool { _, ok := p.Applied(id); return ok }) {
			report(CheckSuccessorNotApplied, setting.at(""), "", "apply "+strings.Join(d.SupersededBy, " or ")+", too", "%s is deprecated, and %s applies nothing that supersedes it", c.ID, p.ID())
		}
		if stated && len(setting.Params) > 0 && neverPasses(p, c.ID, applied, work) {
			report(criteria.CheckNeverPasses, setting.at("params"), "", "mend the values", "%s can never be met with the values %s gives its parameters", c.ID, p.ID())
		}
		for _, text := range evidence.Layer("").Values() {
			layer := evidence.Layer(text)
			if setting.Layers.At(layer) != "" && !slices.Contains(p.Catalogue().LayersWith(c.ID, applied.Params), layer) {
				report(CheckNeverAtLayer, setting.at("layers")+"/"+text, "", "drop it, or name another layer", "%s never applies to subjects of the layer %s", c.ID, layer)
			}
		}
		if !stated || applied.At("") != profiles.Must {
			continue
		}
		if applied.Weight.Thousandths() == 0 {
			report(CheckZeroWeight, setting.at("weight"), "", "give it a weight, or leave weight out", "%s is a must and its weight is 0", c.ID)
		}
		if facts := unprovenReads(p, c.ID, applied); len(facts) > 0 {
			report(CheckNoProof, setting.at("proof"), "", "demand at least a declaration", "%s is a must and believes %s without proof", c.ID, strings.Join(facts, ", "))
		}
	}
	return findings
}

// maxLintWork bounds the search for proofs in a profile; it lasts a few seconds.
const maxLintWork = 20 * rules.MaxWork

// neverPasses proves that a criterion cannot be met with the parameters the
// profile gives it, though it can with others.
func neverPasses(p *profiles.Profile, id string, a *profiles.Applied, work *rules.Work) bool {
	compiled, _ := p.Catalogue().Compiled(id)
	rule, when := compiled.Rules()
	given, _, err := compiled.Bind(a.Params)
	return err == nil && rules.NewReasoner(rule, when, given, work).Passes() == rules.No &&
		rules.NewReasoner(rule, when, nil, work).Passes() != rules.No
}

// unprovenReads lists the facts a criterion's rule reads without any proof.
func unprovenReads(p *profiles.Profile, id string, a *profiles.Applied) []string {
	compiled, _ := p.Catalogue().Compiled(id)
	rule, _ := compiled.Rules()
	var facts []string
	for _, slot := range rule.Reads {
		path := p.Catalogue().Environment().Info(slot).Path
		if a.Demands().Of(path, false).IsNone() {
			facts = append(facts, path)
		}
	}
	return facts
}

// LintDossier finds what in a source is probably not meant, on a day: proofs
// that support nothing, facts that nothing supports, proofs that do not count,
// and lists that are marked as partial and show nothing. A subject is given for
// a source that names none; the zero Subject leaves scopes unchecked.
func LintDossier(f *evidence.Fragment, subject evidence.Subject, day evidence.Date) ([]criteria.Finding, error) {
	known := f.Subject != nil || subject.ID != ""
	alone := *f
	if alone.Subject == nil {
		if subject.ID == "" {
			subject.ID = "unnamed"
		}
		alone.Subject = &subject
	}
	d, err := evidence.Merge(&alone)
	if err != nil {
		return nil, err
	}
	l := &dossierLinter{fragment: f, dossier: d, stated: statedPaths(f, d)}
	l.proofs(day, known)
	l.facts()
	l.partial()
	return l.findings, nil
}

type dossierLinter struct {
	fragment *evidence.Fragment
	dossier  *evidence.Dossier
	stated   []string
	findings []criteria.Finding
}

func (l *dossierLinter) report(check, pointer, hint, format string, args ...any) {
	l.findings = append(l.findings, criteria.Finding{Check: check, Pointer: pointer, Message: fmt.Sprintf(format, args...), Hint: hint})
}

// statedPaths lists the facts a source states, in the order of the schema.
func statedPaths(f *evidence.Fragment, d *evidence.Dossier) []string {
	var paths []string
	for slot, field := range evidence.FactSchema().Fields {
		if len(d.Fact(slot).Alternatives) > 0 {
			paths = append(paths, field.Path)
		}
	}
	for _, group := range slices.Sorted(maps.Keys(f.Ext)) {
		for _, name := range slices.Sorted(maps.Keys(f.Ext[group])) {
			paths = append(paths, "ext."+group+"."+name)
		}
	}
	return paths
}

func (l *dossierLinter) proofs(day evidence.Date, scoped bool) {
	for i := range l.fragment.Proofs {
		p := &l.fragment.Proofs[i]
		at := fmt.Sprintf("/proofs/%d", i)
		for j, path := range p.Covers {
			if !slices.ContainsFunc(l.stated, func(s string) bool { return s == path || strings.HasPrefix(s, path+".") }) {
				l.report(CheckCoversNothing, fmt.Sprintf("%s/covers/%d", at, j), "state the fact in this file, or drop the path",
					"proof %s covers %s, and this source states nothing there", p.ID, path)
			}
		}
		if p.ValidUntil != nil && p.ValidUntil.Compare(day) < 0 {
			l.report(CheckExpired, at+"/validUntil", "add a current proof", "proof %s ended on %s, before %s", p.ID, p.ValidUntil, day)
		}
	}
	for _, p := range l.dossier.Proofs() {
		i := slices.IndexFunc(l.fragment.Proofs, func(q evidence.Proof) bool { return q.ID == p.ID })
		at := fmt.Sprintf("/proofs/%d", i)
		if p.Begins.Compare(day) > 0 {
			l.report(CheckNotYetValid, at, "check the year", "proof %s counts from %s, after %s", p.ID, p.Begins, day)
		}
		if scoped && !p.Scoped {
			l.report(CheckOutOfScope, at+"/scope", "check scope and subject", "proof %s does not count: %s", p.ID, p.Outside)
		}
	}
}

func (l *dossierLinter) facts() {
	for _, path := range l.stated {
		covered := slices.ContainsFunc(l.fragment.Proofs, func(p evidence.Proof) bool { return p.Supports(path) })
		if !covered {
			l.report(CheckUncovered, "/"+strings.ReplaceAll(path, ".", "/"), "name a proof that covers it", "no proof covers %s", path)
		}
	}
}

func (l *dossierLinter) partial() {
	schema := evidence.FactSchema()
	for i, path := range l.fragment.Partial {
		field := schema.Field(path)
		if field == nil {
			continue
		}
		fact := l.dossier.Fact(field.Slot)
		if len(fact.Alternatives) == 0 || len(fact.Alternatives[0].Value.List.Items) == 0 {
			l.report(CheckPartialEmpty, fmt.Sprintf("/partial/%d", i), "list what is known, or drop the mark",
				"%s is marked as partial and shows no element", path)
		}
	}
}
