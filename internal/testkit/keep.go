package testkit

import (
	"reflect"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/evidence"
)

// Keep returns the fragments with only what some paths name: facts, and of lists
// of records the fields of entries, "supplyChain.subcontractors[x].critical". Of
// such a list the other entries are left out and the list is marked as partial,
// unless one of whole names it. Proofs stay. What stays is shared with the
// fragments given.
func Keep(frags []*evidence.Fragment, paths, whole []string) []*evidence.Fragment {
	named := func(at string) bool {
		return slices.ContainsFunc(paths, func(p string) bool { return p == at || strings.HasPrefix(p, at+"[") || strings.HasPrefix(p, at+".") })
	}
	out := make([]*evidence.Fragment, len(frags))
	for i := range frags {
		copied := *frags[i]
		copied.Partial = slices.Clone(copied.Partial)
		f := &copied
		out[i] = f
		for _, l := range model() {
			list := l.of(f)
			switch {
			case list.IsNil():
				continue
			case slices.Contains(whole, l.path) && l.elem == nil:
				continue
			case !named(l.path) && !slices.Contains(whole, l.path):
				list.SetZero()
				f.Partial = slices.DeleteFunc(f.Partial, func(p string) bool { return p == l.path })
				continue
			case l.elem == nil:
				continue
			}
			kept := reflect.MakeSlice(list.Type(), 0, list.Len())
			for i := range list.Len() {
				e := list.Index(i)
				at := l.path + "[" + e.FieldByName("ID").String() + "]"
				if !named(at) && !slices.Contains(whole, l.path) {
					continue
				}
				entry := reflect.New(e.Type()).Elem()
				entry.Set(e)
				for _, field := range l.elem {
					if !named(at + strings.TrimPrefix(field.path, l.path+"[]")) {
						field.in(entry).SetZero()
					}
				}
				kept = reflect.Append(kept, entry)
			}
			if kept.Len() < list.Len() && !slices.Contains(f.Partial, l.path) {
				f.Partial = append(f.Partial, l.path)
			}
			list.Set(kept)
		}
	}
	return out
}
