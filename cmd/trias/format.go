package main

import (
	"github.com/trias-sovereignty/trias/evaluator/report"
)

// reportFormats are the formats of what report writes, and JSON.
var reportFormats = []string{"text", "json", "markdown"}

// reportOptions are those of a report in a language and format, on the terminal
// there is.
func (p *program) reportOptions(lang, format once) report.Options {
	width, color := p.terminal()
	return report.Options{Lang: lang.value, Format: report.Format(format.value), Width: width, Color: color}
}

// writeDocument writes what was encoded, with an end of line; the error is that of
// encoding.
func (p *program) writeDocument(data []byte, err error) error {
	if err != nil {
		return err
	}
	p.out.Write(data)
	if len(data) > 0 && data[len(data)-1] != '\n' {
		p.out.WriteByte('\n')
	}
	return nil
}
