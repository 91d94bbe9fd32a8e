package evaluator_test

import (
	"context"
	"flag"
	"fmt"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/profiles"
)

var fartherBases = flag.Bool("farther", false, "show by a dossier that no base is as strict as an embedded profile that extends it, not for the nearest base alone")

// Every embedded profile is at least as strict as all it extends, proven, and
// none is as strict as one that extends it and differs; of a base of a base the
// latter is looked at with -farther only, as it takes longest where they differ
// most.
func TestEmbeddedProfilesAreStricterThanTheirBases(t *testing.T) {
	t.Parallel()
	for _, id := range profiles.Names() {
		p, err := profiles.Lookup(id)
		if err != nil {
			t.Fatal(err)
		}
		for base := p; base != nil; base = base.Extends() {
			if testing.Short() && id == "very-high" {
				continue // it differs most
			}
			s, err := evaluator.Stricter(context.Background(), p, base)
			if err != nil {
				t.Fatal(err)
			}
			if s.Answer != evaluator.IsStricter {
				t.Errorf("%s against %s: %s: %v", id, base.ID(), s.Answer, notProven(s))
			}
			if testing.Short() && id != "federal-normal" {
				continue // those that differ most take long
			}
			if base != p && base != p.Extends() && !*fartherBases {
				continue
			}
			back, err := evaluator.Stricter(context.Background(), base, p)
			if err != nil {
				t.Fatal(err)
			}
			if base != p && back.Answer != evaluator.NotStricter {
				t.Errorf("%s against %s: %s: %v", base.ID(), id, back.Answer, notProven(back))
			}
			if base != p && back.Counterexample == nil {
				t.Errorf("%s against %s: no counterexample", base.ID(), id)
			}
		}
	}
}

// Entry postpones much of normal, which some dossier shows, and nothing else.
func TestEntryIsNoStricterThanNormal(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("takes long, in one goroutine")
	}
	entry, err := profiles.Lookup("entry")
	if err != nil {
		t.Fatal(err)
	}
	s, err := evaluator.Stricter(context.Background(), entry, entry.Base())
	if err != nil {
		t.Fatal(err)
	}
	if c := s.Counterexample; s.Answer != evaluator.NotStricter || c == nil || c.Listed == nil || !c.Better() {
		t.Errorf("entry against normal: %s, %+v", s.Answer, c)
	}
	s, err = evaluator.Stricter(context.Background(), entry.Base(), entry)
	if err != nil {
		t.Fatal(err)
	}
	if s.Answer != evaluator.IsStricter {
		t.Errorf("normal against entry: %s: %v", s.Answer, notProven(s))
	}
}

// notProven lists the grounds that are not proven, for messages.
func notProven(s evaluator.Strictness) (out []string) {
	list := func(id string, grounds []evaluator.Ground) {
		for _, g := range grounds {
			if g.Answer != evaluator.IsStricter {
				out = append(out, fmt.Sprintf("\n%s %s %s %s%v: %s -> %s", id, g.Answer, g.Kind, g.Parameter, g.Facts, g.From, g.To))
			}
		}
	}
	list("profile", s.Grounds)
	for _, c := range s.Criteria {
		list(c.Criterion, c.Grounds)
	}
	return out
}
