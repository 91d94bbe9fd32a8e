package main

import (
	"bytes"
	"maps"
	"math/rand/v2"
	"strings"
	"testing"
)

func TestAccount(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		ranges [][2]int64
		blocks int64
		want   string // "" for none
	}{
		{"each once", [][2]int64{{4, 6}, {0, 4}, {6, 10}}, 10, ""},
		{"nothing of nothing", nil, 0, ""},
		{"nothing", nil, 10, "of 10 blocks: blocks 0 to 9: not counted"},
		{"a gap", [][2]int64{{0, 4}, {5, 10}}, 10, "of 10 blocks: block 4: not counted"},
		{"the end", [][2]int64{{0, 4}}, 10, "of 10 blocks: blocks 4 to 9: not counted"},
		{"twice", [][2]int64{{0, 10}, {2, 4}}, 10, "of 10 blocks: blocks 2 to 3: counted 2 times"},
		{"all three times", [][2]int64{{0, 10}, {0, 10}, {0, 10}}, 10, "of 10 blocks: blocks 0 to 9: counted 3 times"},
		// As many blocks as there are, and yet not these.
		{"one for another", [][2]int64{{0, 5}, {4, 9}}, 10, "of 10 blocks: block 4: counted 2 times; block 9: not counted"},
		{"outside", [][2]int64{{-2, 0}, {0, 12}}, 10, "of 10 blocks: blocks -2 to -1: there are none; blocks 10 to 11: there are none"},
		{"many places", [][2]int64{{1, 2}, {3, 4}, {5, 6}, {7, 8}, {9, 10}, {11, 12}, {13, 14}, {15, 16}, {17, 18}, {19, 20}, {21, 22}}, 23, "; and 2 more places"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a := account{}
			for _, r := range tt.ranges {
				a.add(r[0], r[1])
			}
			err := a.check(tt.blocks)
			if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

// In whatever order and groups ranges come, the account is the same.
func TestAccountInAnyOrder(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	for range 100 {
		groups := []account{{}, {}, {}}
		for _, i := range r.Perm(50) {
			groups[r.IntN(len(groups))].add(int64(i)*3, int64(i)*3+3)
		}
		groups[0].merge(groups[1])
		groups[2].merge(groups[0])
		if want := (account{0: 1, 150: -1}); !maps.Equal(groups[2], want) {
			t.Fatalf("got %v, want %v", groups[2], want)
		}
	}
}

func TestPartsAreRead(t *testing.T) {
	t.Parallel()
	c, err := packed(t, studyRecords).compile()
	if err != nil {
		t.Fatal(err)
	}
	b := newBundle(t.Context(), func() counter { return c.NewWorker() })
	for _, first := range []int64{0, 6} {
		if err := b.count(first, first+2); err != nil {
			t.Fatal(err)
		}
	}
	p, err := b.finish()
	if err != nil {
		t.Fatal(err)
	}
	data, err := encodePart(p)
	if err != nil {
		t.Fatal(err)
	}
	read, err := decodePart(data)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := encodePart(read); err != nil || !bytes.Equal(again, data) {
		t.Errorf("it is written in another way than it was read: %v", err)
	}
	if read, err = decodePart(nil); err != nil || read.tally != nil {
		t.Errorf("nothing: %v, %v", read, err)
	}
	for n := 1; n < len(data); n++ {
		if _, err := decodePart(data[:n]); err == nil {
			t.Fatalf("the first %d of %d bytes are a part", n, len(data))
		}
	}
	// What is added stays as it is.
	var sum Part
	for range 2 {
		if err := sum.merge(p); err != nil {
			t.Fatal(err)
		}
	}
	if again, err := encodePart(p); err != nil || !bytes.Equal(again, data) {
		t.Errorf("what was added is another part now: %v", err)
	}
	if got, want := sum.tally.Blocks(), int64(8); got != want {
		t.Errorf("%d blocks, want %d", got, want)
	}
}
