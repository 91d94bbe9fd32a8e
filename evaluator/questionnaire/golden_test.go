package questionnaire_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator/questionnaire"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

var update = flag.Bool("update", false, "write what follows into the golden files")

func file(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

var tiny = sync.OnceValues(func() (*criteria.Catalogue, error) {
	data, err := os.ReadFile("testdata/catalogue.yaml")
	if err != nil {
		return nil, err
	}
	return criteria.Decode("catalogue.yaml", data)
})

func tinyProfile(t testing.TB, name string) *profiles.Profile {
	t.Helper()
	c, err := tiny()
	if err != nil {
		t.Fatal(err)
	}
	p, err := profiles.Decode(name, file(t, name), c)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestGolden writes a small questionnaire in every format and language, blank and
// filled in.
func TestGolden(t *testing.T) {
	t.Parallel()
	q, err := questionnaire.New(tinyProfile(t, "profile.yaml"), questionnaire.Options{Beside: []*profiles.Profile{tinyProfile(t, "mild.yaml")}})
	if err != nil {
		t.Fatal(err)
	}
	offer, err := evidence.Decode("offer.yaml", file(t, "offer.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	written := func(write func(b *bytes.Buffer) error) []byte {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	made := func(data []byte, err error) []byte {
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	golden(t, "questionnaire.json", made(q.EncodeJSON()))
	again, err := questionnaire.Decode("q.json", made(q.EncodeJSON()))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(made(again.EncodeJSON()), made(q.EncodeJSON())) || !bytes.Equal(made(again.CSV(questionnaire.WriteOptions{Lang: "de"})), made(q.CSV(questionnaire.WriteOptions{Lang: "de"}))) {
		t.Error("a questionnaire that is read as data is another one")
	}
	if _, err := again.Read("f.csv", nil); !errors.Is(err, questionnaire.ErrData) {
		t.Error(err)
	}
	for _, lang := range questionnaire.Languages() {
		german := lang == "de"
		blank := questionnaire.WriteOptions{Lang: lang, Semicolon: german, BOM: german}
		filled := blank
		filled.Prefill = offer
		golden(t, lang+".txt", written(func(b *bytes.Buffer) error { return q.Text(b, lang) }))
		golden(t, lang+".md", written(func(b *bytes.Buffer) error { return q.Markdown(b, lang) }))
		golden(t, lang+".html", written(func(b *bytes.Buffer) error { return q.HTML(b, lang) }))
		golden(t, lang+".yaml", made(q.YAML(blank)))
		golden(t, lang+".csv", made(q.CSV(blank)))
		golden(t, "filled."+lang+".yaml", made(q.YAML(filled)))
		golden(t, "filled."+lang+".csv", made(q.CSV(filled)))
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", "golden", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s: %s (-update writes it anew)", name, firstDifference(string(got), string(want)))
	}
}

// TestWrongAnswers fills the blank forms in badly and looks at what is said.
func TestWrongAnswers(t *testing.T) {
	t.Parallel()
	p := tinyProfile(t, "profile.yaml")
	yaml, csv := string(file(t, "golden/filled.en.yaml")), string(file(t, "golden/filled.en.csv"))
	german := string(file(t, "golden/filled.de.csv"))
	for _, c := range []struct {
		name, form string
		old, new   string
		want       string // in the error; "" for none
	}{
		{"f.csv", csv, ",trustee,", ",truste,", `H26 data.keys.custody: "truste" is none of the values (did you mean "trustee"?)`},
		{"f.csv", csv, ",yes,", ",perhaps,", `"perhaps" is neither yes nor no (write ja or nein, or yes or no)`},
		{"f.csv", csv, ",99.75,", `,"99,75",`, ""},
		{"f.csv", csv, ",99.75,", `,"99,750",`, `may be read in two ways (write 99750, or 99,7500 for the fraction)`},
		{"f.csv", german, `;"99,75";`, ";99,750;", ""},
		{"f.csv", german, `;"99,75";`, ";99.750;", `may be read in two ways`},
		{"f.csv", german, ";ja;", ";yes;", ""},
		{"f.csv", german, ";2026-08-01;", ";01.08.2026;", ""},
		{"f.csv", csv, ",2026-08-01,", ",08/01/2026,", `may be read in two ways (write 2026-01-08 or 2026-08-01)`},
		{"f.csv", csv, ",2026-08-01,", ",8/31/2026,", ""},
		{"f.csv", csv, ",2026-08-01,", ",31.02.2026,", `"31.02.2026" is no date`},
		{"f.csv", csv, ",10,", ",1.000,", `"1.000" is no whole number (write a whole number without separators: is it 1000?)`},
		{"f.csv", csv, "supplyChain.subcontractors[mailer].countries", "supplyChain.subcontractors[mialer].countries", `does not name the entry "mialer"`},
		{"f.csv", csv, "supplyChain.subcontractors[mailer].countries", "supplyChain.subcontractors[].countries", `nothing stands between the brackets`},
		{"f.csv", csv, "data.keys.custody", "data.keys.custdy", `"data.keys.custdy" is no fact (did you mean "data.keys.custody"?)`},
		{"f.csv", csv, "data.keys.custody", "data.keys.customerCanRotate", `this questionnaire does not ask for "data.keys.customerCanRotate"`},
		{"f.csv", csv, "data.keys.providerCanExtract", "data.keys.custody", `is answered twice, first in H26`},
		{"f.csv", csv, "Answer,Proof no.", "Answer,Prof no.", `there is no column "Prof no."`},
		{"f.csv", csv, ",Answer,", ",Reply,", `B1: beside the column "Fact" there is no column "Answer" (restore its head)`},
		{"f.csv", csv, "Fact,Question,Form of answer,Criteria,Proof demanded,Only if,Answer", "A,B,C,D,E,F,G", `no row has the columns`},
		{"f.csv", csv, "Form of answer", "Form \xfc", `f.csv:1:24: the file is not in UTF-8`},
		{"f.csv", csv, ",10,", ",10 days,", `"10 days" is no whole number (write the number alone (unit: days))`},
		{"f.csv", csv, ",2026-08-01,", ",1.8.26,", `"1.8.26" is no date (write the year with four digits: is it 2026-08-01?)`},
		{"f.csv", csv, ",trustee,", ",Treuhänder,", `"Treuhänder" is none of the values (did you mean "trustee"?)`},
		{"f.csv", csv, ",yes,", ",WAHR,", ""},
		{"f.csv", csv, ",proofs[contract].kind,", ",proofs[].kind,", `nothing stands between the brackets`},
		{"f.csv", csv, ",trustee,", ",trustee,repot", `there is no proof "repot" (did you mean "report"?)`},
		{"f.csv", csv, ",DE | FR,", ",DE; FR,", ""},
		{"f.csv", csv, ",DE | FR,", ",DE | XX,", `"XX" is none of the values`},
		{"f.csv", csv, ",small,", ",other,", `it is a questionnaire of the profile "other", not of small`},
		{"f.csv", csv, "'1.0.0", "'1.1.0", `it was made from version 1.1.0 of small; this is version 1.0.0`},
		{"f.csv", csv, ",trustee,", ",\"trustee,", `a cell goes on behind its closing quotation mark`},
		{"f.csv", csv, ",proofs[contract].kind,", ",proofs[contract].kinds,", `a proof has no field of that name`},
		{"f.csv", csv, ",proofs[contract].kind,", ",data.keys.custody,", `is answered twice, first in H26`},
		{"f.yaml", yaml, "answer: trustee", "answer: truste", `: data.keys.custody: "truste" is none of the values (did you mean "trustee"?)`},
		{"f.yaml", yaml, "answer: trustee", "answer: durch einen Treuhänder des Kunden", ""},
		{"f.yaml", yaml, "answer: trustee", "answer: [trustee]", `one answer is expected, not a list`},
		{"f.yaml", yaml, "answer: yes", "answer: ja", ""},
		{"f.yaml", yaml, "fact: data.keys.custody", "fact: data.keys.custdy", `did you mean "data.keys.custody"?`},
		{"f.yaml", yaml, "    proof:", "    prof:", `there is no field "prof" here (did you mean "proof"?)`},
		{"f.yaml", yaml, "countries: [DE, FR]", "countries: DE, FR", ""},
		{"f.yaml", yaml, "countries: [DE, FR]", "countrys: [DE, FR]", `"supplyChain.subcontractors[mailer].countrys" is no fact`},
		{"f.yaml", yaml, "trias: answers/v1", "trias: answers/v2", `is no version of a filled-in questionnaire that is known`},
		{"f.yaml", yaml, "id: mailer", "id:", `an entry has a name`},
		{"f.yaml", yaml, "kind: contract", "kind: Vertrag", ""},
		{"f.yaml", yaml, "kind: contract", "kind: handshake", `"handshake" is none of the values`},
		{"f.yaml", yaml, "id: offer-1", "id:", ``},
	} {
		if !strings.Contains(c.form, c.old) {
			t.Errorf("%s: nothing like %q", c.name, c.old)
			continue
		}
		_, err := questionnaire.Read(c.name, []byte(strings.Replace(c.form, c.old, c.new, 1)), p)
		switch {
		case c.want == "" && c.new == "id:" && err != nil: // a source without a subject says so
			if !strings.Contains(err.Error(), "subject") {
				t.Errorf("%s: %v", c.new, err)
			}
		case c.want == "" && err != nil:
			t.Errorf("%s: %q: %v", c.name, c.new, err)
		case c.want != "" && err == nil:
			t.Errorf("%s: %q: no error", c.name, c.new)
		case c.want != "":
			var problems evidence.Problems
			if !errors.As(err, &problems) || !strings.Contains(err.Error(), c.want) || problems[0].Line == 0 && !strings.Contains(c.want, "column") {
				t.Errorf("%s: %q:\n%v\nwanted %s", c.name, c.new, err, c.want)
			}
		}
	}
}

// TestOptions: a questionnaire is narrowed down to a layer and a party.
func TestOptions(t *testing.T) {
	t.Parallel()
	p := tinyProfile(t, "profile.yaml")
	for _, c := range []struct {
		o    questionnaire.Options
		want string
	}{
		{questionnaire.Options{}, "subject.layer data.keys.custody data.keys.providerCanExtract supplyChain.subcontractors supplyChain.subcontractors[].critical supplyChain.subcontractors[].countries supplyChain.subcontractors[].auditRight ext.desk.exists ext.desk.opens ext.desk.share ext.desk.tested"},
		{questionnaire.Options{Layer: "infrastructure"}, "data.keys.custody data.keys.providerCanExtract ext.desk.exists ext.desk.opens ext.desk.share ext.desk.tested"},
		{questionnaire.Options{Layer: "platform", Party: criteria.Customer}, "supplyChain.subcontractors supplyChain.subcontractors[].critical supplyChain.subcontractors[].countries supplyChain.subcontractors[].auditRight"},
		{questionnaire.Options{Layer: "infrastructure", Party: criteria.Customer}, ""},
		{questionnaire.Options{Layer: "platform", Obligation: profiles.Must}, "data.keys.custody data.keys.providerCanExtract ext.desk.exists ext.desk.opens ext.desk.share ext.desk.tested"},
	} {
		q, err := questionnaire.New(p, c.o)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for i := range q.Questions {
			got = append(got, q.Questions[i].Path)
		}
		if text := strings.Join(got, " "); text != c.want {
			t.Errorf("%+v:\n%s\nnot\n%s", c.o, text, c.want)
		}
		for _, write := range []func(questionnaire.WriteOptions) ([]byte, error){q.YAML, q.CSV} {
			if _, err := write(questionnaire.WriteOptions{Lang: "en"}); err != nil {
				t.Error(err)
			}
		}
	}
	for _, c := range []struct {
		o    questionnaire.Options
		want error
	}{{questionnaire.Options{Layer: "platfrom"}, questionnaire.ErrLayer}, {questionnaire.Options{Party: "anybody"}, questionnaire.ErrParty}, {questionnaire.Options{Obligation: "shall"}, questionnaire.ErrObligation}} {
		if _, err := questionnaire.New(p, c.o); !errors.Is(err, c.want) {
			t.Errorf("%+v: %v", c.o, err)
		}
	}
	normal, err := profiles.Lookup("normal")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := questionnaire.New(p, questionnaire.Options{Beside: []*profiles.Profile{normal}}); !errors.Is(err, questionnaire.ErrCatalogue) {
		t.Error(err)
	}
	q, err := questionnaire.New(p, questionnaire.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := q.YAML(questionnaire.WriteOptions{Lang: "fr"}); !errors.Is(err, questionnaire.ErrLanguage) {
		t.Error(err)
	}
	if x, ok := q.Lookup("supplyChain.subcontractors[mailer].countries"); !ok || x.List == 0 || fmt.Sprint(x.Path) != "supplyChain.subcontractors[].countries" {
		t.Errorf("%+v", x)
	}
}

// FuzzRead: whatever a file holds, it is read or refused with problems; what is
// read can be merged.
func FuzzRead(f *testing.F) {
	for _, name := range []string{"filled.en.yaml", "filled.de.csv", "filled.en.csv"} {
		data, err := os.ReadFile(filepath.Join("testdata", "golden", name))
		if err != nil {
			f.Fatal(err)
		}
		// A fuzzer makes an input that it likes as small as it gets, which takes it all
		// its time if most of it is text that nobody reads.
		f.Add(unexplained(name, data), strings.HasSuffix(name, ".csv"))
	}
	f.Add([]byte("Fact,Answer\ntrias,answers/v1\nproofs[a].kind,test\n"), true)
	f.Add([]byte("sep=;\nFact;Answer\n\n\"a\"\"b\";c\n"), true)
	p := tinyProfile(f, "profile.yaml")
	q, err := questionnaire.New(p, questionnaire.Options{})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte, csv bool) {
		name := "f.yaml"
		if csv {
			name = "f.csv"
		}
		for _, read := range []func() (*evidence.Fragment, error){
			func() (*evidence.Fragment, error) { return q.Read(name, data) },
			func() (*evidence.Fragment, error) { return questionnaire.ReadAny(name, data, p.Catalogue()) },
		} {
			got, err := read()
			var problems evidence.Problems
			if err != nil && !errors.As(err, &problems) {
				t.Fatalf("%T %v", err, err)
			}
			if err == nil {
				if _, err := got.EncodeYAML(); err != nil {
					t.Fatal(err)
				}
				if _, err := q.CSV(questionnaire.WriteOptions{Lang: "en", Prefill: got}); err != nil {
					t.Fatal(err)
				}
			}
		}
	})
}

// unexplained leaves of a form what is read: rows without what explains them, lines
// that are no comments.
func unexplained(name string, data []byte) []byte {
	var out strings.Builder
	if strings.HasSuffix(name, ".yaml") {
		for line := range strings.Lines(string(data)) {
			if !strings.HasPrefix(strings.TrimSpace(line), "#") && strings.TrimSpace(line) != "" {
				out.WriteString(line)
			}
		}
		return []byte(out.String())
	}
	comma := ','
	if strings.Contains(name, ".de.") {
		comma = ';'
	}
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(data), "\ufeff")))
	r.Comma, r.FieldsPerRecord = comma, -1
	rows, err := r.ReadAll()
	if err != nil {
		panic(err)
	}
	w := csv.NewWriter(&out)
	w.Comma = comma
	for i, row := range rows {
		if i == 0 || row[1] != "" && row[7] != "" {
			if err := w.Write([]string{row[1], row[7], row[8]}); err != nil {
				panic(err)
			}
		}
	}
	w.Flush()
	return []byte(out.String())
}

// TestHostile: what a file of the greatest size can do is bounded.
func TestHostile(t *testing.T) {
	t.Parallel()
	p := tinyProfile(t, "profile.yaml")
	const size = 1 << 20
	head := "Fact,Answer,Proof no.\ntrias,answers/v1,\n"
	for name, text := range map[string]string{
		"one long row":     head + strings.Repeat(",", size),
		"long heads":       strings.Repeat("x,", size/2),
		"many entries":     head + "supplyChain.subcontractors," + strings.Repeat("a|", size/2),
		"many bad members": head + strings.Repeat("supplyChain.subcontractors[a].countries,Germani,p\n", size/50),
		"many bad answers": head + func() string {
			var b strings.Builder
			for i := range size / 60 {
				fmt.Fprintf(&b, "supplyChain.subcontractors[e%d].countries,Germani,p%d\n", i, i)
			}
			return b.String()
		}(),
		"many facts":  head + strings.Repeat("data.keys.custodi,x,\n", size/20),
		"many proofs": head + "proofs[p].covers," + strings.Repeat("a|", size/2) + ",\n" + strings.Repeat("data.keys.custody,,p\n", size/22),
		"quotes":      head + "subject.services,\"" + strings.Repeat(`""a""|`, size/8) + "\",",
	} {
		if _, err := questionnaire.Read("f.csv", []byte(text), p); err == nil {
			t.Errorf("%s: no error", name)
		} else if len(err.Error()) > 1<<20 {
			t.Errorf("%s: the error has %d bytes", name, len(err.Error()))
		}
	}
}

// TestLinks: every link of a page leads somewhere on it, and no two places have one
// name.
func TestLinks(t *testing.T) {
	t.Parallel()
	page := string(file(t, "golden/de.html"))
	ids := map[string]bool{}
	for _, m := range regexp.MustCompile(` id="([^"]*)"`).FindAllStringSubmatch(page, -1) {
		if ids[m[1]] {
			t.Errorf("%s stands there twice", m[1])
		}
		ids[m[1]] = true
	}
	links := regexp.MustCompile(` href="#([^"]*)"`).FindAllStringSubmatch(page, -1)
	for _, m := range links {
		if !ids[m[1]] {
			t.Errorf("nothing is called %s", m[1])
		}
	}
	if len(links) < 20 {
		t.Errorf("%d links", len(links))
	}
}
