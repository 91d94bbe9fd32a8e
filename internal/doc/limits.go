package doc

import "fmt"

// Limits bounds what [Parse] accepts. A field that is zero or negative stands
// for the value of [DefaultLimits], so that no limit can be switched off by
// accident.
type Limits struct {
	Bytes  int // size of the document in bytes
	Depth  int // lists and mappings nested in each other
	Nodes  int // values in the whole document
	Items  int // entries of one list or one mapping
	String int // bytes of one text
}

// DefaultLimits returns the limits for documents people write: 4 MiB, depth 32,
// 200,000 values, 10,000 entries in one list or mapping, 16 KiB in one text.
func DefaultLimits() Limits {
	return Limits{
		Bytes:  4 << 20,
		Depth:  32,
		Nodes:  200_000,
		Items:  10_000,
		String: 16 << 10,
	}
}

// maxKey bounds the bytes of one key. It keeps JSON pointers short and every
// key, however it is escaped, within the 1024 characters YAML allows a key.
const maxKey = 250

func (l Limits) withDefaults() Limits {
	d := DefaultLimits()
	for _, f := range []struct {
		v *int
		d int
	}{{&l.Bytes, d.Bytes}, {&l.Depth, d.Depth}, {&l.Nodes, d.Nodes}, {&l.Items, d.Items}, {&l.String, d.String}} {
		if *f.v <= 0 {
			*f.v = f.d
		}
	}
	return l
}

// LimitError says which limit a document exceeds. It is the cause of the
// [Problem] that reports the violation, so errors.As finds it.
type LimitError struct {
	Limit  string // bytes, depth, nodes, items, string or key
	Max    int    // what is allowed
	Actual int    // what was found; at least Max+1 where counting stopped early
}

// Error implements error.
func (e *LimitError) Error() string {
	switch e.Limit {
	case "bytes":
		return fmt.Sprintf("has %d bytes, more than the %d allowed", e.Actual, e.Max)
	case "depth":
		return fmt.Sprintf("is nested more than %d levels deep", e.Max)
	case "nodes":
		return fmt.Sprintf("has more than the %d values allowed", e.Max)
	case "items":
		return fmt.Sprintf("has more than the %d entries allowed in one list or mapping", e.Max)
	case "string":
		return fmt.Sprintf("is text of %d bytes, more than the %d allowed", e.Actual, e.Max)
	case "key":
		return fmt.Sprintf("is a key of %d bytes, more than the %d allowed", e.Actual, e.Max)
	}
	return fmt.Sprintf("exceeds the limit %q: %d of %d", e.Limit, e.Actual, e.Max)
}
