package main

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator/simulate"
)

// fake counts as it is told.
type fake func(ctx context.Context, i int64) error

func (f fake) Block(ctx context.Context, i int64) error { return f(ctx, i) }
func (fake) Tally() *simulate.Tally                     { return nil }

// Ranges are counted at the same time, as many as there are cores: none of these ends
// before all have begun.
func TestBundleUsesAllCores(t *testing.T) {
	t.Parallel()
	n := runtime.GOMAXPROCS(0)
	begun, all := make(chan struct{}, n), make(chan struct{})
	go func() {
		defer close(all)
		for range n {
			<-begun
		}
	}()
	b := newBundle(t.Context(), func() counter {
		return fake(func(ctx context.Context, i int64) error {
			begun <- struct{}{}
			select {
			case <-all:
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		})
	})
	for i := range int64(n) {
		if err := b.count(i, i+1); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := b.finish(); err != nil {
		t.Fatal(err)
	}
	counted := account{}
	for _, p := range b.parts {
		counted.merge(p.blocks)
	}
	if err := counted.check(int64(n)); err != nil {
		t.Error(err)
	}
}

// A range that fails fails the bundle, whatever comes after it.
func TestBundleFails(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		block fake
		want  string
	}{
		"error": {func(context.Context, int64) error { return errBroken }, "block 3: " + errBroken.Error()},
		"panic": {func(context.Context, int64) error { panic(errBroken) }, "panic: " + errBroken.Error()},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBundle(t.Context(), func() counter { return tt.block })
			if err := b.count(3, 5); err != nil {
				t.Fatal(err)
			}
			b.all.Wait()
			_ = b.count(5, 6) // may refuse it, or let it fail
			if _, err := b.finish(); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

// A bundle that is given up counts nothing, and says so.
func TestBundleIsCancelled(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	b := newBundle(ctx, func() counter {
		return fake(func(ctx context.Context, i int64) error {
			cancel()
			<-ctx.Done()
			return ctx.Err()
		})
	})
	if err := b.count(0, 1); err != nil {
		t.Fatal(err)
	}
	if _, err := b.finish(); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
