package handbook

import (
	"maps"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/criteria/frameworks"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// TestComplete: every language has a text for whatever a handbook may say, and
// none that nothing uses.
func TestComplete(t *testing.T) {
	all, err := languages.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range []string{"de", "en"} { // and any other there is a file for
		if all[code] == nil {
			t.Errorf("no language %s among %v", code, Languages())
		}
	}
	comparisons := []string{"<", "<=", ">", ">="}
	for code, l := range all {
		check := func(table string, have, want []string) {
			slices.Sort(have)
			want = slices.Sorted(slices.Values(want))
			if !slices.Equal(have, want) {
				t.Errorf("%s: %s has %v, not %v", code, table, have, want)
			}
		}
		keys := func(m map[string]string) []string {
			for k, text := range m {
				if strings.TrimSpace(text) == "" {
					t.Errorf("%s: no text for %s", code, k)
				}
			}
			return slices.Collect(maps.Keys(m))
		}
		check("obligations", keys(l.Obligations), profiles.Obligation("").Values())
		check("outcomes", keys(l.Outcomes), evaluator.Outcome("").Values())
		check("dimensions", keys(l.Dimensions), criteria.Dimension("").Values())
		check("domains", slices.Collect(maps.Keys(l.Domains)), criteria.Domain("").Values())
		check("layers", keys(l.Layers), evidence.Layer("").Values())
		check("parties", keys(l.Parties), criteria.Party("").Values())
		check("efforts", keys(l.Efforts), criteria.Effort("").Values())
		check("relations", keys(l.Relations), criteria.Relation("").Values())
		check("statuses", keys(l.Statuses), frameworks.Status("").Values())
		check("fields", keys(l.Fields), frameworks.Field("").Values())
		check("deviations", keys(l.Deviations), profiles.Deviations("").Values())
		check("changes", keys(l.Changes), profiles.ChangeKind("").Values())
		check("proofs", slices.Collect(maps.Keys(l.Proofs)), evidence.ProofKind("").Values())
		check("days", keys(l.Days), append([]string{"==", "!="}, comparisons...))
		check("ages", keys(l.Ages), comparisons)
		check("leads", keys(l.Leads), comparisons)
		keys(l.Meaning)
		for _, key := range []string{"in", "notIn", "switch", "other", "size"} {
			if l.Meaning[key] == "" {
				t.Errorf("%s: no meaning %s", code, key)
			}
		}
	}
	placeholders(t, reflect.ValueOf(*all["de"]), reflect.ValueOf(*all["en"]), "")
}

// placeholders compares what is filled in in two languages.
func placeholders(t *testing.T, a, b reflect.Value, at string) {
	t.Helper()
	switch a.Kind() {
	case reflect.String:
		find := func(text string) []string {
			var out []string
			for _, part := range strings.Split(text, "{")[1:] {
				name, _, _ := strings.Cut(part, "}")
				out = append(out, name)
			}
			slices.Sort(out)
			return slices.Compact(out)
		}
		if !slices.Equal(find(a.String()), find(b.String())) {
			t.Errorf("%s: %q and %q", at, a, b)
		}
	case reflect.Struct:
		for i := range a.NumField() {
			placeholders(t, a.Field(i), b.Field(i), at+"."+a.Type().Field(i).Name)
		}
	case reflect.Map:
		if a.Len() != b.Len() {
			t.Errorf("%s: the languages have different keys", at)
		}
		for _, key := range a.MapKeys() {
			if other := b.MapIndex(key); other.IsValid() {
				placeholders(t, a.MapIndex(key), other, at+"."+key.String())
			} else {
				t.Errorf("%s: only one language has %s", at, key)
			}
		}
	case reflect.Slice:
		if a.Len() != b.Len() {
			t.Errorf("%s: %d and %d texts", at, a.Len(), b.Len())
		}
		for i := range min(a.Len(), b.Len()) {
			placeholders(t, a.Index(i), b.Index(i), at)
		}
	}
}

// TestMarkdownText: what is escaped.
func TestMarkdownText(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"plain text, with (parts) – and 99.5 %", "plain text, with (parts) – and 99.5 %"},
		{"a|b`c`*d*_e_[f](g)<h>&amp;~#!$\\", "a\\|b\\`c\\`\\*d\\*\\_e\\_\\[f\\](g)\\<h\\>\\&amp;\\~\\#\\!\\$\\\\"},
		{"- item", `\- item`},
		{"1. item", `1\. item`},
		{"0.1.0", "0.1.0"},
		{"12) item", `12\) item`},
		{"= head", `\= head`},
		{"http://example.org and www.example.org", `http\://example.org and www\.example.org`},
		{"a@example.org", "a&#64;example.org"},
	} {
		if got := md(c.text); got != c.want {
			t.Errorf("%q: %q, not %q", c.text, got, c.want)
		}
	}
	if got := fenced("a\n```\nb"); got != "````cel\na\n```\nb\n````" {
		t.Errorf("a fence within the code: %q", got)
	}
}

// TestClean: nothing that commands the reader's screen is left.
func TestClean(t *testing.T) {
	for text, want := range map[string]string{
		" a\n\tb\u00a0c ": "a b c", "a\u202eb\x1b[1m": "a\ufffdb\ufffd[1m", "": "",
	} {
		if got := clean(text); got != want {
			t.Errorf("%q: %q, not %q", text, got, want)
		}
	}
	if got := lines("\n a  \n\tb\u202e\n"); got != "a\n b\ufffd" {
		t.Errorf("lines: %q", got)
	}
}

// TestRuns: numbers in a row.
func TestRuns(t *testing.T) {
	for want, numbers := range map[string][]int{"1": {1}, "1 2": {1, 2}, "1–3 5": {1, 2, 3, 5}, "1 3 4 7–9": {1, 3, 4, 7, 8, 9}} {
		if got := strings.Join(runs(numbers), " "); got != want {
			t.Errorf("%v: %q, not %q", numbers, got, want)
		}
	}
	l, err := lookup("en")
	if err != nil {
		t.Fatal(err)
	}
	words, err := report.NewWords("en", nil)
	if err != nil {
		t.Fatal(err)
	}
	for want, numbers := range map[string][]int{"statement 3": {3, 3}, "statements 1–3 and 5": {5, 3, 2, 1}} {
		if got := l.refs(numbers, words); got != want {
			t.Errorf("%v: %q, not %q", numbers, got, want)
		}
	}
}

// TestUsed: every text of a language is used somewhere.
func TestUsed(t *testing.T) {
	sources := pageHTML
	for _, name := range []string{"build.go", "formula.go", "markdown.go", "sentences.go", "tailored.go", "view.go", "work.go"} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		sources += string(data)
	}
	l := reflect.TypeFor[language]()
	for i := range l.NumField() {
		group := l.Field(i)
		if group.Type.Kind() != reflect.Struct {
			continue
		}
		for j := range group.Type.NumField() {
			if name := group.Name + "." + group.Type.Field(j).Name; !regexp.MustCompile(regexp.QuoteMeta(name) + `\b`).MatchString(sources) {
				t.Errorf("nothing uses %s", name)
			}
		}
	}
}
