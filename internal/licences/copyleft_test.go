package licences_test

import (
	"os"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/internal/licences"
)

func TestCopyleft(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		expr        string
		is, certain bool
	}{
		{"MIT", false, true},
		{"0BSD", false, true},
		{"EUPL-1.2", true, true},
		{"eupl-1.2", true, true},
		{"GPL-2.0", true, true},
		{"GPL-2.0+", true, true},
		{"GPL-2.0-only", true, true},
		{"GPL-3.0-or-later", true, true},
		{"GPL-2.0-only WITH Classpath-exception-2.0", true, true},
		{"GPL-2.0-with-classpath-exception", true, true},
		{"LGPL-2.1-or-later", true, true},
		{"MPL-2.0", true, true},
		{"EPL-1.0", true, true},
		{"CC-BY-SA-3.0-DE", true, true},
		{"Apache-2.0", false, true},
		{"CC-BY-4.0", false, true},
		{"BUSL-1.1", false, true},
		{"MIT OR GPL-3.0-only", false, true},
		{"MIT AND GPL-3.0-only", true, true},
		{"EUPL-1.2 OR GPL-3.0-only", true, true},
		{"Aladdin", false, false},
		{"LicenseRef-a", false, false},
		{"Aladdin OR MIT", false, true},
		{"Aladdin OR GPL-3.0-only", false, false},
		{"Aladdin AND GPL-3.0-only", true, true},
		{"Aladdin AND MIT", false, false},
		{"(MIT OR GPL-2.0-only) AND (ISC OR Aladdin)", false, true},
	} {
		is, certain, err := licences.Copyleft(tt.expr)
		if err != nil || is != tt.is || certain != tt.certain {
			t.Errorf("Copyleft(%q) = %v, %v, %v, want %v, %v", tt.expr, is, certain, err, tt.is, tt.certain)
		}
	}
	if _, _, err := licences.Copyleft("nonsense"); err == nil {
		t.Error("nonsense has a class")
	}
}

// The sources class nothing twice, and each identifier is one.
func TestCopyleftSources(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	for _, source := range []string{"copyleft.txt", "permissive.txt", "otherwise.txt"} {
		for _, id := range identifiers(t, source) {
			if err := licences.Check(id); err != nil {
				t.Errorf("%s: %v", source, err)
			}
			if other, twice := seen[id]; twice {
				t.Errorf("%s is in %s and %s", id, other, source)
			}
			seen[id] = source
			if is, certain, err := licences.Copyleft(id); err != nil || !certain || is != (source == "copyleft.txt") {
				t.Errorf("%s in %s: %v, %v, %v", id, source, is, certain, err)
			}
		}
	}
}

func identifiers(t *testing.T, file string) []string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for line := range strings.Lines(string(data)) {
		if id := strings.TrimSpace(line); id != "" && !strings.HasPrefix(id, "#") {
			ids = append(ids, id)
		}
	}
	return ids
}
