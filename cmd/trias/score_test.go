package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// Scores as JSON are what a tool reads: percent as text, levels as numbers, and
// nothing where it is open. The expected numbers are added up by hand from the
// weights of both sets: 100 − 50 % of SOV-5 − 25 % of SOV-6.
func TestScoreJSON(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"safespring.yaml": "trias: answers/v1\neucsf:\n  SOV-1: {score: \"100\", seal: 4}\n  SOV-2: {score: \"100\", seal: 4}\n  SOV-3: {score: \"100\", seal: 4}\n  SOV-4: {score: \"100\", seal: 4}\n" +
			"  SOV-5: {score: \"50\", seal: 2}\n  SOV-6: {score: \"75\", seal: 3}\n  SOV-7: {score: \"100\", seal: 4}\n  SOV-8: {score: \"100\", seal: 4}\n",
		"issue.yaml": "trias: answers/v1\neucsf: {SOV-1: {score: \"100\"}, SOV-2: {steps: {Q1: 3, Q2: 4}}, SOV-3: {seal: 4}}\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	type objective struct {
		Seal   *int    `json:"seal"`
		Points *string `json:"points"`
	}
	type result struct {
		Score      *string              `json:"score"`
		Seal       *int                 `json:"seal"`
		Objectives map[string]objective `json:"objectives"`
	}
	score := func(method, file string) (r result) {
		t.Helper()
		var stdout, stderr bytes.Buffer
		if status := run([]string{"score", "--method", method, "--format", "json", filepath.Join(dir, file)}, nil, &stdout, &stderr, now); status != statusOK {
			t.Fatalf("status %d: %s", status, stderr.String())
		}
		if err := json.Unmarshal(stdout.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		return r
	}
	for method, want := range map[string]string{"eucsf-1.2.1": "86.25", "eucsf-2026": "91.25"} {
		r := score(method, "safespring.yaml")
		if r.Score == nil || *r.Score != want || r.Seal == nil || *r.Seal != 2 {
			t.Errorf("%s: score %v, seal %v", method, r.Score, r.Seal)
		}
		if o := r.Objectives["SOV-6"]; o.Points == nil || *o.Points != "750" || o.Seal == nil || *o.Seal != 3 {
			t.Errorf("%s: SOV-6 %v", method, o)
		}
	}
	r := score("eucsf-2026", "issue.yaml")
	if r.Score != nil || len(r.Objectives) != 8 {
		t.Errorf("score %v of %d objectives", r.Score, len(r.Objectives))
	}
	if o := r.Objectives["SOV-3"]; o.Points != nil || o.Seal == nil || *o.Seal != 4 {
		t.Errorf("a level alone: %v", o)
	}
	if o := r.Objectives["SOV-1"]; o.Points == nil || *o.Points != "1000" || o.Seal != nil {
		t.Errorf("a score alone: %v", o)
	}
}
