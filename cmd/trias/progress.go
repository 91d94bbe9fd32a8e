package main

import (
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// progress shows on a terminal how far long work is, how fast it goes and how much
// time is left. What it returns first is told how much is done of all, what it returns
// second ends the show and leaves nothing of it. Where nobody watches the first is nil.
func (p *program) progress(total int64, what string) (func(done, total int64), func()) {
	stderr, ok := p.stderr.(*os.File)
	if !ok || !term.IsTerminal(int(stderr.Fd())) {
		return nil, func() {}
	}
	bar := progressbar.NewOptions64(total, progressbar.OptionSetWriter(p.stderr), progressbar.OptionShowCount(), progressbar.OptionShowIts(),
		progressbar.OptionSetItsString(what), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionSetPredictTime(true),
		progressbar.OptionSetElapsedTime(true), progressbar.OptionClearOnFinish(), progressbar.OptionSetWidth(30), progressbar.OptionSetRenderBlankState(true))
	// A terminal that cannot be written to has nobody before it.
	return func(done, _ int64) { _ = bar.Set64(done) }, func() { _ = bar.Clear(); _ = bar.Exit() }
}

// manyDossiers is how many make it worth to tell how far it is.
const manyDossiers = 50

// progressOf is progress of a number of offers, if there are many.
func (p *program) progressOf(offers int) (func(done, total int), func()) {
	if offers < manyDossiers {
		return nil, func() {}
	}
	show, end := p.progress(int64(offers), "offers")
	if show == nil {
		return nil, end
	}
	return func(done, total int) { show(int64(done), int64(total)) }, end
}
