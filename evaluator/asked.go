package evaluator

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/rules"
)

// askedOf returns what [Result.Asked] says of a criterion of the evaluator. All
// are worked out when the first verdict is explained: deciding, and compiling
// alone, need none.
func (e *Evaluator) askedOf(c *criterion) (string, error) {
	e.askOnce.Do(func() {
		e.asked = make(map[string]string, len(e.criteria))
		for i := range e.criteria {
			k := &e.criteria[i]
			if e.asked[k.ID], e.askErr = e.ask(k); e.askErr != nil {
				return
			}
		}
	})
	return e.asked[c.ID], e.askErr
}

// ask digests what an outcome depends on besides the evidence and the day.
func (e *Evaluator) ask(c *criterion) (string, error) {
	type fact struct {
		Kind  evidence.Kind `json:"kind"`
		Item  evidence.Kind `json:"item,omitzero"`
		Proof string        `json:"proof"`
	}
	facts := func(reads []read) map[string]fact {
		out := make(map[string]fact, len(reads))
		for _, r := range reads {
			info := e.env.Info(r.slot)
			out[info.Path] = fact{info.Kind, info.Item, r.demand.String()}
		}
		return out
	}
	asked := struct {
		Language int64                     `json:"language"`
		Rule     string                    `json:"rule"`
		When     string                    `json:"when,omitzero"`
		Params   map[string]evidence.Value `json:"params,omitzero"`
		Facts    map[string]fact           `json:"facts"`
		OfWhen   map[string]fact           `json:"ofWhen,omitzero"`
	}{Language: rules.Language, Rule: laidOut(c.rule.Text), Params: c.applied.Params, Facts: facts(c.ruleReads)}
	if c.when != nil {
		asked.When, asked.OfWhen = laidOut(c.when.Text), facts(c.whenReads)
	}
	text, err := doc.Canonical(asked)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:16]), nil
}

// laidOut returns a rule with one space wherever it has white space, so that
// lines broken otherwise ask nothing else. A rule in which white space may mean
// something, within a text with escapes or at the end of a comment, stays as it
// is.
func laidOut(rule string) string {
	rule = strings.TrimSpace(rule)
	if strings.Contains(rule, "//") || strings.ContainsAny(rule, "\\") || strings.Contains(rule, `"""`) || strings.Contains(rule, "'''") {
		return rule
	}
	var b strings.Builder
	var quote rune
	space := false
	for _, r := range rule {
		switch {
		case quote != 0:
			if r == quote {
				quote = 0
			}
		case r == '"' || r == '\'':
			quote = r
		case r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '\f':
			space = true
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	return b.String()
}
