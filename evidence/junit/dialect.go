package junit

import (
	"fmt"

	"github.com/trias-sovereignty/trias/internal/doc"
)

// formats are what files with other root elements are.
var formats = map[string]string{
	"test-run":       "a report of NUnit 3",
	"test-results":   "a report of NUnit 2",
	"assemblies":     "a report of xUnit.net 2",
	"assembly":       "a report of xUnit.net 1",
	"TestRun":        "a report of Visual Studio (TRX)",
	"testng-results": "a report of TestNG",
	"robot":          "a report of Robot Framework",
	"Site":           "a report of CTest",
	"testExecutions": "a generic report of SonarQube",
	"coverage":       "a report of test coverage",
	"html":           "a web page",
	"bom":            "a bill of materials",
}

// foreign is the problem that the root element is not one of JUnit XML.
func (p *parser) foreign(root string) doc.Problem {
	what, known := formats[root]
	if !known {
		what = "something else"
	}
	return doc.Problem{File: p.file.Name, Line: p.at.line, Column: p.at.column, Kind: doc.Structural,
		Message: fmt.Sprintf("is no JUnit XML but %s: its root element is %s", what, doc.Quote(root)),
		Hint:    "have the test tool write JUnit XML, with root <testsuites> or <testsuite>"}
}
