// Package memo lets one package keep what another derived from an immutable
// value of its own, without either knowing the other's types: a dossier keeps
// the form an evaluator computes with, so that it is made once and not for each
// verdict.
package memo

import "sync/atomic"

// Cell keeps at most one derived value, for the key it was derived for. The
// zero Cell is empty and ready; a Cell must not be copied.
type Cell struct{ kept atomic.Pointer[entry] }

type entry struct{ key, value any }

// Get returns the value kept for the key, or makes and keeps it. Two
// simultaneous calls may both make it; what is made must not depend on which
// one is kept. An error keeps nothing.
func Get[V any](c *Cell, key any, make func() (V, error)) (V, error) {
	if e := c.kept.Load(); e != nil && e.key == key {
		if v, ok := e.value.(V); ok {
			return v, nil
		}
	}
	v, err := make()
	if err == nil {
		c.kept.Store(&entry{key, v})
	}
	return v, err
}
