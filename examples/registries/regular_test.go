//go:build unix

package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Links, pipes and devices in a folder are refused where a report should be, and counted where none need be; nothing is
// followed, and nothing hangs.
func TestNoRegularFile(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	write := func(name, text string) {
		name = filepath.Join(folder, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	const product = "vendor: Example GmbH\nname: Depot\nversion: 3.1.0\n"
	write("reports/report.yaml", gatewayReport("gateway", "1.0.0", "2026-04-01T10:00:00Z", "default"))
	outside := filepath.Join(t.TempDir(), "junit.xml")
	if err := os.WriteFile(outside, []byte("<testsuites/>"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"zero", "link", "pipe", "folder", "product"} {
		if name != "product" {
			write("distribution-spec/v1.1/"+name+"/PRODUCT.yaml", product)
		}
	}
	in := func(name string) string {
		return filepath.Join(folder, "distribution-spec", "v1.1", filepath.FromSlash(name))
	}
	if err := errors.Join(
		os.Symlink("/dev/zero", in("zero/junit.xml")),
		os.Symlink(outside, in("link/junit.xml")),
		syscall.Mkfifo(in("pipe/junit.xml"), 0o644),
		os.MkdirAll(in("folder/junit.xml"), 0o755),
		os.MkdirAll(in("product"), 0o755),
		os.Symlink(outside, in("product/PRODUCT.yaml")),
		os.Symlink("/dev/zero", filepath.Join(folder, "other.yaml")),
	); err != nil {
		t.Fatal(err)
	}
	done := make(chan string)
	go func() {
		var out bytes.Buffer
		if err := run(t.Context(), &out, io.Discard, []string{folder}); err != nil {
			out.WriteString(err.Error())
		}
		done <- out.String()
	}()
	select {
	case text := <-done:
		for _, want := range []string{
			"Reports that could not be read: 4\n",
			"link/junit.xml: is no regular file (links are not followed)\n", "pipe/junit.xml: is no regular file", "zero/junit.xml: is no regular file",
			"product/PRODUCT.yaml: is no regular file", "Files in the folder that are no reports: 1\n", "Implementations: 1; reports: 0.",
		} {
			if !strings.Contains(text, want) {
				t.Errorf("%q is not in\n%s", want, text)
			}
		}
	case <-time.After(20 * time.Second):
		t.Fatal("it hangs")
	}
}
