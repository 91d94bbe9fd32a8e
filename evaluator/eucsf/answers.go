package eucsf

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/score"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// AnswersFormat is the format marker of answers. A filled-in questionnaire has the
// same; answers to the calculator have a field eucsf.
const AnswersFormat = "answers/v1"

// Answers are answers to the calculator as a file gives them, without a dossier:
//
//	trias: answers/v1
//	eucsf: {SOV-1: {score: "100"}, SOV-2: {steps: {Q1: 3, Q2: 4}}, SOV-3: {seal: 4}}
//
// All of them are statements without proof. An objective that is left out is
// unknown.
type Answers struct {
	Trias string `json:"trias" required:"true" const:"answers/v1"`
	// Subject is what they are about; it may be left out.
	Subject *evaluator.SubjectRef `json:"subject,omitzero"`
	// Objectives are the answers by objective: SOV-1 to SOV-8.
	Objectives map[string]Answer `json:"eucsf" required:"true"`
}

// Answer is what is answered of one objective: steps, or score, seal or both.
type Answer struct {
	// Score is 0 to 100, of the nominal maximum. It says nothing about the level.
	Score *exact.Number `json:"score,omitempty"`
	// Seal is the level, 0 to 4. It says nothing about the points.
	Seal *int64 `json:"seal,omitzero" min:"0" max:"4"`
	// Steps are steps by question, Q1 to Q8, counted from 1, the worst. A question
	// that is left out is unknown.
	Steps map[string]int64 `json:"steps,omitzero"`
}

// IsAnswers reports whether a file is answers to the calculator, by its format
// marker and the field eucsf. It may be wrong in other respects.
func IsAnswers(name string, data []byte) bool {
	node, _ := doc.Parse(name, data, evidence.DefaultLimits())
	if node == nil { // it cannot be read, so that no reader does better
		return markedText.Match(data[:min(len(data), 64<<10)]) && namedText.Match(data)
	}
	if node.Kind != doc.Mapping || node.Get("eucsf") == nil {
		return false
	}
	marker := node.Get("trias")
	return marker != nil && strings.HasPrefix(marker.Text, "answers/")
}

var (
	markedText = regexp.MustCompile(`(?m)^\s*[{]?\s*"?trias"?\s*:\s*"?answers/v`)
	namedText  = regexp.MustCompile(`(?m)^(\s*[{,])?\s*"?eucsf"?\s*:`)
)

// questionnaireFields are what a filled-in questionnaire has beside the marker and
// the subject.
var questionnaireFields = []string{"questionnaire", "answers", "partial", "proofs"}

// ReadAnswers reads answers from YAML or JSON. The error is an [evidence.Problems]
// with everything that is wrong.
func ReadAnswers(name string, data []byte) (*Answers, error) {
	s, err := loadSheet()
	if err != nil {
		return nil, err
	}
	node, err := doc.Parse(name, data, evidence.DefaultLimits())
	if node == nil {
		return nil, err
	}
	var problems doc.Collector
	problems.Add(doc.Problems(nil).With(err)...)
	if node.Kind == doc.Mapping && node.Get("eucsf") != nil {
		for _, e := range node.Entries {
			if slices.Contains(questionnaireFields, e.Key) {
				problems.Add(node.KeyProblem(e, doc.Structural, "a file is either answers to the EU calculator (eucsf) or a filled-in questionnaire ("+e.Key+")", "make two files of it"))
				return nil, problems.Sorted()
			}
		}
	}
	var a Answers
	problems.Add(doc.Bind(node, &a)...)
	a.check(s, node, &problems)
	if problems.Total() > 0 {
		return nil, problems.Sorted()
	}
	return &a, nil
}

// check reports what the structure does not say, each once.
func (a *Answers) check(s *sheet, node *doc.Node, problems *doc.Collector) {
	answers := node.Get("eucsf")
	if answers == nil || answers.Kind != doc.Mapping {
		return
	}
	if len(answers.Entries) == 0 {
		problems.Add(answers.Problem(doc.Semantic, "nothing is answered", "write for example SOV-1: {score: \"75\"}"))
	}
	ids := s.ids()
	for _, e := range answers.Entries {
		i := slices.Index(ids, e.Key)
		if i < 0 {
			hint := "there are " + ids[0] + " to " + ids[len(ids)-1]
			if upper := strings.ToUpper(e.Key); slices.Contains(ids, upper) {
				hint = fmt.Sprintf("did you mean %q?", upper)
			}
			problems.Add(answers.KeyProblem(e, doc.Semantic, "there is no objective "+doc.Quote(e.Key), hint))
			continue
		}
		if e.Value.Kind != doc.Mapping {
			continue // reported with the structure
		}
		get := func(key string) *doc.Node {
			if n := e.Value.Get(key); n != nil && n.Kind != doc.Null {
				return n
			}
			return nil
		}
		points, level, steps := get("score"), get("seal"), get("steps")
		switch {
		case steps != nil && (points != nil || level != nil):
			problems.Add(steps.Problem(doc.Semantic, "points and level follow from the steps, and are given beside them", "keep the steps, or score and seal"))
		case steps == nil && points == nil && level == nil && len(e.Value.Entries) == 0:
			problems.Add(e.Value.Problem(doc.Semantic, "nothing is answered", "give score, seal or steps, or leave the objective out"))
		}
		answer, bound := a.Objectives[e.Key]
		if bound && points != nil && answer.Score != nil && (answer.Score.Sign() < 0 || answer.Score.Cmp(exact.Int(100)) > 0) {
			problems.Add(points.Problem(doc.Semantic, "a score is 0 to 100, not "+doc.Quote(answer.Score.String()), "give it in percent of the objective"))
		}
		if steps == nil || steps.Kind != doc.Mapping {
			continue
		}
		ladders := s.Objectives[i].Ladders
		var questions []string
		for j := range ladders {
			questions = append(questions, strings.TrimPrefix(ladders[j].ID, e.Key+"."))
		}
		for _, q := range steps.Entries {
			j := slices.Index(questions, q.Key)
			if j < 0 {
				problems.Add(steps.KeyProblem(q, doc.Semantic, e.Key+" has no question "+doc.Quote(q.Key), "there are "+questions[0]+" to "+questions[len(questions)-1]))
				continue
			}
			last := len(ladders[j].Steps)
			if n, err := strconv.ParseInt(q.Value.Text, 10, 64); q.Value.Kind == doc.Number && err == nil && (n < 1 || n > int64(last)) {
				problems.Add(q.Value.Problem(doc.Semantic, fmt.Sprintf("%s has no step %d", ladders[j].ID, n), fmt.Sprintf("steps are 1, the worst, to %d", last)))
			}
		}
	}
}

// EncodeJSON writes the answers. Equal answers give equal bytes.
func (a *Answers) EncodeJSON() ([]byte, error) { return doc.EncodeJSON(a) }

// ScoreAnswers scores answers to the calculator. As nothing is proven, every
// answer counts as stated, its worst step as proven, and it itself as the best it
// can become: whoever states a step admits that it is not on a higher one.
//
// The error is an [evidence.Problems] for answers that [ReadAnswers] would refuse.
func (m *Method) ScoreAnswers(a *Answers) (*score.Score, error) {
	if err := m.made(); err != nil {
		return nil, err
	}
	if a == nil {
		return nil, fmt.Errorf("%w: there are no answers", evaluator.ErrNoInput)
	}
	// Answers made in Go are checked as those of a file.
	written := *a
	written.Trias = AnswersFormat
	data, err := doc.EncodeJSON(&written)
	if err != nil {
		return nil, err
	}
	checked, err := ReadAnswers("answers", data)
	if err != nil {
		return nil, err
	}
	canonical, err := doc.Canonical(checked)
	if err != nil {
		return nil, err
	}
	var lines []line
	for i := range m.sheet.Objectives {
		o := &m.sheet.Objectives[i]
		answer := checked.Objectives[o.ID]
		if answer.Score != nil || answer.Seal != nil {
			lines = append(lines, m.answered(o, answer))
			continue
		}
		for j := range o.Ladders {
			l := &o.Ladders[j]
			last := len(l.Steps)
			s := standing{from: 1, to: last, worst: 1, best: last, proven: 1}
			if n, ok := answer.Steps[strings.TrimPrefix(l.ID, o.ID+".")]; ok {
				s.from, s.to, s.best = int(n), int(n), int(n)
			}
			lines = append(lines, m.line(l, s))
		}
	}
	out := m.assemble(lines)
	out.Subject = checked.Subject
	out.Inputs["answers"] = doc.Digest(canonical)
	return out, nil
}

// answered is the row of an objective that was answered as a whole.
func (m *Method) answered(o *Objective, a Answer) line {
	row := score.Row{ID: o.ID, Groups: []string{o.ID}, MaxPoints: m.sheet.Maximum, State: score.Unproven}
	if a.Score != nil {
		points := a.Score.Mul(m.sheet.Maximum).Mul(percent)
		row.Points.Stated, row.Points.Best = &points, points
	} else {
		for i := range o.Ladders {
			row.Points.Best = row.Points.Best.Add(o.Ladders[i].best())
		}
	}
	stated := span{0, 4}
	if a.Seal != nil {
		stated = span{*a.Seal, *a.Seal}
	}
	row.Levels = levels(stated, 0, span{0, stated.to})
	switch {
	case a.Score == nil || a.Seal == nil:
		row.State = score.Unknown
	case a.Score.IsZero() && *a.Seal == 0: // nobody is believed less for admitting a gap
		row.State = score.Settled
	}
	return m.weighed(o.ID, row, stated)
}

var percent = exact.MustParse("1/100")
