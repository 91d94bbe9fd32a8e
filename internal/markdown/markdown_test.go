package markdown_test

import (
	"testing"

	"github.com/trias-sovereignty/trias/internal/markdown"
)

func TestEscape(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                        "",
		"plain text, 3 days.":     "plain text, 3 days.",
		"a_b *c* `d` [e](f) <g>":  "a\\_b \\*c\\* \\`d\\` \\[e\\](f) \\<g\\>",
		"1. one":                  "1\\. one",
		"a) one":                  "a\\) one",
		"(a) one":                 "\\(a) one",
		"- one":                   "\\- one",
		"one - two":               "one - two",
		"# one | two":             "\\# one \\| two",
		"see https://example.org": "see https\\://example.org",
		"www.example.org":         "www\\.example.org",
		"a@example.org":           "a&#64;example.org",
		"&amp; ~~x~~ $y$ x^2^":    "\\&amp; \\~\\~x\\~\\~ \\$y\\$ x\\^2\\^",
	} {
		if got := markdown.Escape(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	if got := markdown.Fence("a ``` b"); got != "````" {
		t.Errorf("fence %q", got)
	}
}
