package testkit

import "testing"

// What meets all criteria says exactly what their rules read: a fact less would
// be left to chance, a fact more would decide nothing.
func TestMetStatesWhatIsRead(t *testing.T) {
	t.Parallel()
	met := decodeMet()
	for _, l := range model() {
		list := l.of(met)
		if l.read == list.IsNil() {
			t.Errorf("%s: read %t, stated %t", l.path, l.read, !list.IsNil())
		}
		for _, e := range l.elem {
			stated := false
			for i := range list.Len() {
				stated = stated || !e.in(list.Index(i)).IsNil()
			}
			if e.read != stated {
				t.Errorf("%s: read %t, stated %t", e.path, e.read, stated)
			}
		}
	}
}
