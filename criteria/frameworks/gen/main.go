// Command gen writes the index of package frameworks. Run it with
// go generate ./criteria/frameworks, which runs it in the package's folder.
package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/criteria/frameworks"
)

func main() {
	text, err := index(".")
	if err == nil {
		err = os.WriteFile("index.txt", []byte(text), 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

// index lists the clauses of every framework in a folder.
func index(dir string) (string, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.yaml"))
	if err != nil {
		return "", err
	}
	from := map[frameworks.Name]string{}
	sections := map[frameworks.Name]string{}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			return "", err
		}
		f, err := frameworks.Decode(name, data)
		if err != nil {
			return "", err
		}
		if other, taken := from[f.Name()]; taken {
			return "", fmt.Errorf("%s and %s are both %s", other, name, f.Name())
		}
		from[f.Name()] = name
		sections[f.Name()] = fmt.Sprintf("=%s\t%s\t%s\t%s\n",
			f.Name().Framework, f.Name().Version, f.Edition().Status, filepath.Base(name))
		for _, id := range f.IDs() {
			sections[f.Name()] += id + "\n"
		}
	}
	var b strings.Builder
	for _, name := range slices.SortedFunc(maps.Keys(sections), frameworks.Compare) {
		b.WriteString(sections[name])
	}
	return b.String(), nil
}
