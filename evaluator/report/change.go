package report

import (
	"encoding/json"
	"io"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// changeTexts are what is said of a change of a catalogue.
type changeTexts struct {
	Headline string `json:"headline" required:"true"`
	Same     string `json:"same" required:"true"`
	// Enough and NotEnough say what the changes call for, and whether the version
	// is raised so; OtherID and Older why that cannot be said.
	Enough    string            `json:"enough" required:"true"`
	NotEnough string            `json:"notEnough" required:"true"`
	OtherID   string            `json:"otherID" required:"true"`
	Older     string            `json:"older" required:"true"`
	Steps     map[string]string `json:"steps" required:"true"`
	// Sections head the criteria by what became of them, Notes say what that
	// means, and Short names it in a sentence.
	Sections map[string]string `json:"sections" required:"true"`
	Notes    map[string]string `json:"notes" required:"true"`
	Short    map[string]string `json:"short" required:"true"`
	Titled   string            `json:"titled" required:"true"`
	// Renamed names the id a criterion had.
	Renamed string `json:"renamed" required:"true"`
	// Rule and When head rules as written, before and after.
	Rule string `json:"rule" required:"true"`
	When string `json:"when" required:"true"`
	// Param and what follows say what became of a parameter.
	ParamAdded   string `json:"paramAdded" required:"true"`
	ParamRemoved string `json:"paramRemoved" required:"true"`
	ParamChanged string `json:"paramChanged" required:"true"`
	// Better and Worse head an example; Stated is a line of one.
	Better  string `json:"better" required:"true"`
	Worse   string `json:"worse" required:"true"`
	Stated  string `json:"stated" required:"true"`
	Open    string `json:"open" required:"true"` // of a list that its source marks as partial
	Nothing string `json:"nothing" required:"true"`
	// Reworded lists texts; Texts names them.
	Reworded string            `json:"reworded" required:"true"`
	Texts    map[string]string `json:"texts" required:"true"`
	Source   string            `json:"source" required:"true"` // of a parameter
	// LifeWas and LifeIs say from when and until when it is asked; LifeNone
	// stands for nothing said.
	LifeWas  string `json:"lifeWas" required:"true"`
	LifeIs   string `json:"lifeIs" required:"true"`
	LifeNone string `json:"lifeNone" required:"true"`
	// Facts and Frameworks head what is the catalogue's own.
	Facts       string            `json:"facts" required:"true"`
	Frameworks  string            `json:"frameworks" required:"true"`
	Alterations map[string]string `json:"alterations" required:"true"`
	// Narrowed is a fact that only lacks values it had.
	Narrowed  string `json:"narrowed" required:"true"`
	Unchanged plural `json:"unchanged" required:"true"`

	Replay replayTexts `json:"replay" required:"true"`
}

// sectionOrder is the order in which changes are told: first what can cost
// somebody a verdict.
var sectionOrder = []criteria.Change{criteria.ChangeRemoved, criteria.ChangeTightened, criteria.ChangeBoth, criteria.ChangeNotDecided,
	criteria.ChangeLoosened, criteria.ChangeRenamed, criteria.ChangeAdded, criteria.ChangeLife, criteria.ChangeEquivalent, criteria.ChangeReworded}

// Difference writes what changed from one catalogue to another, for readers.
// Equal differences and options give equal bytes. The catalogues must be those
// of the difference; else it is [ErrCatalogue].
func Difference(w io.Writer, d *criteria.Difference, old, new *criteria.Catalogue, opts Options) error {
	if old.Digest() != d.Old.Digest || new.Digest() != d.New.Digest {
		return ErrCatalogue
	}
	r, err := changed(opts, old, new)
	if err != nil {
		return err
	}
	r.difference(d)
	return r.finish(w)
}

// changeRenderer writes what changed.
type changeRenderer struct {
	*renderer
	old *criteria.Catalogue
}

func changed(opts Options, old, new *criteria.Catalogue) (*changeRenderer, error) {
	r, err := begin(opts, new)
	if err != nil {
		return nil, err
	}
	for _, c := range slices.Concat(old.Criteria(), new.Criteria()) {
		r.fit(c.ID)
	}
	return &changeRenderer{r, old}, nil
}

func (r *changeRenderer) difference(d *criteria.Difference) {
	t := r.Change
	r.page.head(1, 0, bold, fill(t.Headline, "old", d.Old.Catalogue+" "+string(d.Old.Version), "new", d.New.Catalogue+" "+string(d.New.Version)))
	v := d.Versioning
	switch {
	case v.Needed == criteria.NoStep:
		r.page.text(0, 2, plain, t.Same)
	case d.Old.Catalogue != d.New.Catalogue:
		r.page.text(0, 2, plain, t.OtherID)
	case v.Stated == "":
		r.page.text(0, 2, yellow, fill(t.Older, "old", string(d.Old.Version), "new", string(d.New.Version)))
	case v.Enough:
		r.page.text(0, 2, plain, fill(t.Enough, "needed", t.Steps[string(v.Needed)], "stated", t.Steps[string(v.Stated)]))
	default:
		r.page.text(0, 2, yellow, fill(t.NotEnough, "needed", t.Steps[string(v.Needed)], "stated", t.Steps[string(v.Stated)]))
	}
	for _, kind := range sectionOrder {
		var of []*criteria.CriterionChange
		for i := range d.Criteria {
			if d.Criteria[i].Change == kind {
				of = append(of, &d.Criteria[i])
			}
		}
		if of == nil {
			continue
		}
		r.title(fill(t.Titled, "what", t.Sections[string(kind)], "n", r.Int(len(of))))
		if note := t.Notes[string(kind)]; note != "" {
			r.page.text(atSection, 0, faint, note)
		}
		for _, x := range of {
			r.criterion(x)
		}
	}
	if len(d.Facts) > 0 {
		r.title(t.Facts)
		for _, f := range d.Facts {
			text := t.Alterations[string(f.Change)]
			if a, b := f.Old, f.New; f.Change == criteria.AlterationRetyped && a.Type == b.Type && a.List == b.List && a.Unit == b.Unit {
				text = t.Narrowed
			}
			r.page.text(atSection, 2, plain, r.Named(f.Fact, text))
		}
	}
	if len(d.Frameworks) > 0 {
		r.title(t.Frameworks)
		for _, f := range d.Frameworks {
			r.page.text(atSection, 2, plain, r.Named(f.Framework+" "+f.Version, t.Alterations[string(f.Change)]))
		}
	}
	if len(d.Texts) > 0 {
		r.page.blank()
		r.page.text(0, 2, plain, fill(t.Reworded, "texts", r.texts(d.Texts)))
	}
	if n := len(d.Unchanged); n > 0 {
		r.page.blank()
		r.page.text(0, 2, plain, t.Unchanged.Count(n))
	}
}

// named returns a criterion of the new catalogue, or of the old.
func (r *changeRenderer) named(id string) criteria.Criterion {
	c, ok := r.catalogue.Lookup(id)
	if !ok {
		c, _ = r.old.Lookup(id)
	}
	return c
}

func (r *changeRenderer) criterion(x *criteria.CriterionChange) {
	t := r.Change
	r.page.headEntry(3, atSection, r.idColumn, x.Criterion, r.Text(r.named(x.Criterion).Title), "", bold)
	if x.Was != "" {
		r.page.text(atCriterion, 2, plain, fill(t.Renamed, "id", x.Was))
	}
	if x.Change == criteria.ChangeAdded {
		c := r.named(x.Criterion)
		r.page.text(atCriterion, 0, faint, r.Text(c.Question))
		if life := (&Words{r.renderer}).Life(&c); life != "" {
			r.page.text(atCriterion, 2, plain, life)
		}
	}
	r.lines(t.Rule, x.Rule)
	r.lines(t.When, x.When)
	for _, p := range x.Params {
		pairs := []string{"param", p.Param}
		text := t.ParamChanged
		if p.Old == nil {
			text = t.ParamAdded
		} else {
			pairs = append(pairs, "old", r.param(p.Old))
		}
		if p.New == nil {
			text = t.ParamRemoved
		} else {
			pairs = append(pairs, "new", r.param(p.New))
		}
		r.page.text(atCriterion, 2, plain, fill(text, pairs...))
	}
	if l := x.Life; l != nil {
		words := Words{r.renderer}
		life := func(text string, in *criteria.Introduced, out *criteria.Deprecated) {
			said := words.Life(&criteria.Criterion{Introduced: in, Deprecated: out})
			if said == "" {
				said = t.LifeNone
			}
			r.page.text(atCriterion, 2, plain, fill(text, "life", said))
		}
		life(t.LifeWas, l.OldIntroduced, l.OldDeprecated)
		life(t.LifeIs, l.NewIntroduced, l.NewDeprecated)
	}
	if x.Texts != nil {
		r.page.text(atCriterion, 2, plain, fill(t.Reworded, "texts", r.texts(x.Texts)))
	}
	r.example(t.Worse, x.Worse)
	r.example(t.Better, x.Better)
}

// texts names what is worded otherwise.
func (r *changeRenderer) texts(names []string) string {
	var out []string
	for _, name := range names {
		text, known := r.Change.Texts[name]
		if p, ok := strings.CutPrefix(name, "params."); ok {
			text, known = fill(r.Change.Source, "param", strings.TrimSuffix(p, ".source")), true
		}
		if !known {
			text = name
		}
		out = append(out, text)
	}
	return join(out, r.ListAnd)
}

// param writes the value of a parameter.
func (r *changeRenderer) param(p *criteria.ParamState) string {
	return r.setting(criteria.Param{Type: p.Type, Default: p.Default, Unit: p.Unit}, fact{})
}

// lines writes a rule before and after, line by line: "-" is gone, "+" is new.
func (r *changeRenderer) lines(head string, x *criteria.TextChange) {
	if x == nil {
		return
	}
	r.page.text(atCriterion, 2, plain, head)
	defer r.page.code(atFact)("diff")
	for _, l := range unified(ruleLines(x.Old), ruleLines(x.New)) {
		style := map[byte]style{'-': red, '+': green}[l[0]]
		r.page.text(atFact, 2, style, l)
	}
}

func ruleLines(rule string) []string {
	var out []string
	for line := range strings.Lines(rule) {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// maxUnified bounds the lines of rules that are compared line by line; longer
// ones are written out, the old one first.
const maxUnified = 400

// unified writes what was and what is as one text, with the longest common part
// written once.
func unified(was, is []string) (out []string) {
	if len(was) > maxUnified || len(is) > maxUnified {
		for _, l := range was {
			out = append(out, "- "+l)
		}
		for _, l := range is {
			out = append(out, "+ "+l)
		}
		return out
	}
	common := make([][]int, len(was)+1) // length of the longest common part of the rests
	for i := range common {
		common[i] = make([]int, len(is)+1)
	}
	for i := len(was) - 1; i >= 0; i-- {
		for j := len(is) - 1; j >= 0; j-- {
			if was[i] == is[j] {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	i, j := 0, 0
	for i < len(was) || j < len(is) {
		switch {
		case i < len(was) && j < len(is) && was[i] == is[j]:
			out = append(out, "\u00a0\u00a0"+was[i]) // spaces that wrapping leaves
			i, j = i+1, j+1
		case j == len(is) || i < len(was) && common[i+1][j] >= common[i][j+1]:
			out = append(out, "- "+was[i])
			i++
		default:
			out = append(out, "+ "+is[j])
			j++
		}
	}
	return out
}

// example writes made-up evidence, a fact a line.
func (r *changeRenderer) example(head string, x *criteria.Example) {
	if x == nil {
		return
	}
	r.page.text(atCriterion, 2, plain, fill(head, "date", r.date(x.Day)))
	said := r.statements(x.Dossier)
	if said == nil {
		r.page.text(atFact, 2, plain, r.Change.Nothing)
	}
	for _, text := range said {
		r.page.text(atFact, 2, plain, text)
	}
}

// statements writes what a source states, one fact each, in its order.
func (r *changeRenderer) statements(f *evidence.Fragment) (out []string) {
	data, err := f.EncodeJSON()
	if err != nil {
		return nil // an example that cannot be written is none
	}
	node, _ := doc.ParseJSON("", data, evidence.DefaultLimits())
	var walk func(path string, n *doc.Node)
	say := func(path string, v evidence.Value) {
		f := r.fact(path)
		label := f.label
		if len(f.entries) > 0 {
			label = r.Named(strings.Join(f.entries, nested), label)
		}
		value := r.value(v, f)
		if layer, ok := v.Any().(string); ok && f.set == layers {
			value = r.member(layers, layer)
		}
		if !strings.HasSuffix(label, "?") {
			label = strings.TrimSpace(r.Named(label, "")) // no question that the value answers
		}
		out = append(out, fill(r.Change.Stated, "fact", label, "path", path, "value", value))
	}
	walk = func(path string, n *doc.Node) {
		switch {
		case n.Kind == doc.Mapping:
			for _, e := range n.Entries {
				if next := strings.TrimPrefix(path+"."+e.Key, "."); next != "trias" && next != "partial" && !strings.HasSuffix(next, "].id") && next != "subject.id" {
					walk(next, e.Value)
				}
			}
		case n.Kind == doc.List && len(n.Items) > 0 && n.Items[0].Kind == doc.Mapping:
			for _, item := range n.Items {
				id := ""
				if named := item.Get("id"); named != nil {
					id = named.Text
				}
				walk(path+"["+id+"]", item)
			}
		default:
			text, err := json.Marshal(n.Value())
			var v evidence.Value
			if err == nil && v.UnmarshalJSON(text) == nil {
				say(path, v)
			}
		}
	}
	if node != nil {
		walk("", node)
	}
	for _, path := range f.Partial {
		out = append(out, fill(r.Change.Open, "fact", r.fact(path).label, "path", path))
	}
	return out
}
