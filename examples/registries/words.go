package main

import (
	"fmt"
	"strings"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
)

// words speaks a language: en or de.
type words struct{ lang string }

// say returns a text, with its arguments.
func (w words) say(key string, args ...any) string {
	return fmt.Sprintf(texts[key].In(w.lang), args...)
}

// Outcome and Symbol say what a cell shows, so that no color is needed to tell outcomes apart.
func (w words) Outcome(o evaluator.Outcome) string { return texts["outcome "+string(o)].In(w.lang) }

// Legend explains an outcome.
func (w words) Legend(o evaluator.Outcome) string { return texts["legend "+string(o)].In(w.lang) }

// Symbol is a sign for an outcome.
func (words) Symbol(o evaluator.Outcome) string {
	return map[evaluator.Outcome]string{
		evaluator.Pass: "✓", evaluator.Fail: "✗", evaluator.Unproven: "~", evaluator.Unknown: "?", evaluator.NotApplicable: "–", evaluator.Error: "!",
	}[o]
}

// Why words a reason.
func (w words) Why(y Why) string {
	switch _, known := texts["why "+y.Code]; {
	case !known:
		return w.say("why other", y.Code)
	case y.Of > 0:
		return w.say("why "+y.Code, y.Count, y.Of)
	case y.Detail != "":
		return w.say("why "+y.Code, short(y.Detail, 60))
	}
	return w.say("why " + y.Code)
}

// Whys words all reasons of a cell.
func (w words) Whys(c Cell) string {
	var out []string
	for _, y := range c.Why {
		out = append(out, w.Why(y))
	}
	return strings.Join(out, "; ")
}

// Heading names a column: by the name its users know it by.
func (w words) Heading(c Column) string {
	if strings.HasPrefix(c.Criterion, "GW-") {
		return string(c.Profile)
	}
	return c.Title.In(w.lang)
}

// Title is the title of a column's criterion.
func (w words) Title(c Column) string { return c.Title.In(w.lang) }

// Day writes a date, or that there is none.
func (w words) Day(d evidence.Date) string {
	if d.IsZero() {
		return w.say("no date")
	}
	return d.String()
}

// Kind says how an entry was tested or offered: its channel and mode, or its type.
func (words) Kind(e Entry) string {
	kind := e.Channel
	if e.Suite == OCI {
		kind = e.Type
	}
	if e.Mode != "" && e.Mode != "default" {
		kind += " " + e.Mode
	}
	return kind
}

// texts are all texts of the matrix by key.
var texts = map[string]evidence.Text{
	"title":    {EN: "Compatibility matrix", DE: "Kompatibilitätsmatrix"},
	"as of":    {EN: "As of %s", DE: "Stand %s"},
	"no date":  {EN: "no date", DE: "ohne Datum"},
	"self":     {EN: "All results are what the implementers report about themselves. Nobody here has repeated a test.", DE: "Alle Ergebnisse sind Angaben der Hersteller über sich selbst. Niemand hat die Tests hier wiederholt."},
	"source":   {EN: "Source: the reports in the folder %s", DE: "Quelle: die Berichte im Ordner %s"},
	"extent":   {EN: "Implementations: %d; reports: %d. Shown is the newest of each, in every mode and channel tested on that day; other reports, not shown: %d.", DE: "Umsetzungen: %d; Berichte: %d. Gezeigt ist der neueste jeder Umsetzung, in allen an diesem Tag getesteten Betriebsarten und Kanälen; weitere Berichte, nicht gezeigt: %d."},
	"extent 2": {EN: "Implementations: %d; reports: %d. Shown is the newest of each, in every mode and channel tested on that day; other reports, folded: %d.", DE: "Umsetzungen: %d; Berichte: %d. Gezeigt ist der neueste jeder Umsetzung, in allen an diesem Tag getesteten Betriebsarten und Kanälen; weitere Berichte, eingeklappt: %d."},
	"tally":    {EN: "Cells: %s", DE: "Felder: %s"},
	"counts":   {EN: "Counts: passed/reported tests, first the required, below them the optional ones (Gateway API: core and extended). No report says how many tests there are.", DE: "Zahlen: bestandene/berichtete Tests, zuerst die erforderlichen, darunter die optionalen (Gateway API: Kern- und erweiterte Tests). Wie viele Tests es gibt, sagt kein Bericht."},
	"legend":   {EN: "Legend", DE: "Legende"},
	"reasons":  {EN: "What is not passed, and why", DE: "Was nicht bestanden ist, und warum"},
	"refused":  {EN: "Reports that could not be read: %d", DE: "Nicht lesbare Berichte: %d"},
	"skipped":  {EN: "Files in the folder that are no reports: %d", DE: "Dateien im Ordner, die keine Berichte sind: %d"},
	"others":   {EN: "%d other entries", DE: "%d weitere Einträge"},
	"others 1": {EN: "1 other entry", DE: "1 weiterer Eintrag"},
	"more":     {EN: "Others", DE: "Weitere"},
	"pre":      {EN: "pre-release", DE: "Vorabversion"},
	"file":     {EN: "Report", DE: "Bericht"},
	"required": {EN: "required", DE: "erford."},
	"optional": {EN: "optional", DE: "optional"},
	"core":     {EN: "core", DE: "Kern"},
	"extended": {EN: "ext.", DE: "erw."},

	"implementation": {EN: "Implementation", DE: "Umsetzung"},
	"version":        {EN: "Version", DE: "Version"},
	"specification":  {EN: "Specification", DE: "Spezifikation"},
	"kind":           {EN: "Kind", DE: "Art"},
	"date":           {EN: "Date", DE: "Datum"},

	"outcome pass":          {EN: "passed", DE: "bestanden"},
	"outcome fail":          {EN: "not passed", DE: "nicht bestanden"},
	"outcome unproven":      {EN: "unproven", DE: "nicht belegt"},
	"outcome unknown":       {EN: "unknown", DE: "unbekannt"},
	"outcome notApplicable": {EN: "not tested", DE: "nicht getestet"},
	"outcome error":         {EN: "error", DE: "Fehler"},

	"legend pass":          {EN: "every required test of the group was passed by this version; a dated report not older than 24 months shows it", DE: "jeder erforderliche Test der Gruppe wurde von dieser Version bestanden; ein datierter Bericht, nicht älter als 24 Monate, belegt es"},
	"legend fail":          {EN: "the group was tested, and not all required tests were passed: some failed or were skipped", DE: "die Gruppe wurde getestet, und nicht alle erforderlichen Tests wurden bestanden: einige schlugen fehl oder wurden übersprungen"},
	"legend unproven":      {EN: "the results say passed, but nothing proves it: the report bears no date, is too old or speaks of another version", DE: "die Ergebnisse lauten bestanden, sind aber nicht belegt: Der Bericht trägt kein Datum, ist zu alt oder gilt für eine andere Version"},
	"legend unknown":       {EN: "it cannot be known: there is no report, or it does not say what decides", DE: "es lässt sich nicht wissen: Es gibt keinen Bericht, oder er sagt nicht, was entscheidet"},
	"legend error":         {EN: "the assessment broke off; that says nothing about the implementation", DE: "die Bewertung brach ab; über die Umsetzung sagt das nichts"},
	"legend notApplicable": {EN: "no required test of the group was run; that says nothing about the implementation", DE: "kein erforderlicher Test der Gruppe wurde ausgeführt; über die Umsetzung sagt das nichts"},

	"why failed":           {EN: "required tests failed: %d of %d", DE: "erforderliche Tests fehlgeschlagen: %d von %d"},
	"why errored":          {EN: "required tests broken off: %d of %d", DE: "erforderliche Tests abgebrochen: %d von %d"},
	"why skipped":          {EN: "required tests skipped: %d of %d", DE: "erforderliche Tests übersprungen: %d von %d"},
	"why optional failed":  {EN: "tests failed beside the required ones: %[1]d", DE: "Tests neben den erforderlichen fehlgeschlagen: %[1]d"},
	"why optional errored": {EN: "tests broken off beside the required ones: %[1]d", DE: "Tests neben den erforderlichen abgebrochen: %[1]d"},
	"why result":           {EN: "the suite itself does not call the required tests a success", DE: "die Suite selbst wertet die erforderlichen Tests nicht als Erfolg"},
	"why not run":          {EN: "no required test of the group was run", DE: "kein erforderlicher Test der Gruppe wurde ausgeführt"},
	"why date":             {EN: "the report bears no date", DE: "der Bericht trägt kein Datum"},
	"why issuer":           {EN: "the report names nobody who vouches for it", DE: "der Bericht nennt niemanden, der für ihn einsteht"},
	"why version":          {EN: "the report names no version of what was tested", DE: "der Bericht nennt keine Version des Getesteten"},
	"why no version":       {EN: "the version cannot be compared: “%s” is no version number", DE: "die Version ist nicht vergleichbar: „%s“ ist keine Versionsnummer"},
	"why report":           {EN: "no test report lies beside the entry of the product", DE: "neben dem Eintrag des Produkts liegt kein Testbericht"},
	"why sense":            {EN: "the report could not be read, see below", DE: "der Bericht war nicht lesbar, siehe unten"},
	"why not asked":        {EN: "required tests not run, because a setting or the registry leaves them out: %d of %d", DE: "erforderliche Tests nicht ausgeführt, weil eine Einstellung oder die Registry sie auslässt: %d von %d"},
	"why not found":        {EN: "required tests not in the report, which does not say whether its version of the suite has them: %d of %d", DE: "erforderliche Tests nicht im Bericht, der nicht sagt, ob seine Fassung der Suite sie hat: %d von %d"},
	"why contradiction":    {EN: "the report contradicts itself about how many tests failed or were skipped", DE: "der Bericht widerspricht sich darin, wie viele Tests fehlschlugen oder übersprungen wurden"},
	"why counts":           {EN: "the report leaves out counts", DE: "der Bericht lässt Zahlen weg"},
	"why tooOld":           {EN: "the report is older than 24 months", DE: "der Bericht ist älter als 24 Monate"},
	"why notYetValid":      {EN: "the report is dated later than this matrix", DE: "der Bericht ist später datiert als diese Matrix"},
	"why old profile":      {EN: "of a release up to 1.0, which is not compared here", DE: "aus einer Fassung bis 1.0, hier nicht verglichen"},
	"why no column":        {EN: "not compared here", DE: "hier nicht verglichen"},
	"why other":            {EN: "the proof does not suffice (%s)", DE: "der Nachweis genügt nicht (%s)"},
	"why outOfScope":       {EN: "the report speaks of another version", DE: "der Bericht gilt für eine andere Version"},
}
