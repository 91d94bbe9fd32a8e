package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/trias-sovereignty/trias/evaluator/simulate"
	"github.com/trias-sovereignty/trias/evaluator/simulate/report"
)

// simulationFiles are all files that a simulation leaves, by name.
func simulationFiles(r *simulate.Results, opts report.Options) (map[string][]byte, error) {
	files, err := report.Files(r, opts, true)
	if err != nil {
		return nil, err
	}
	for _, format := range []string{"json", "csv", "ndjson"} {
		var b bytes.Buffer
		if err := writeSimulation(&b, format, r, opts); err != nil {
			return nil, err
		}
		files["results."+format] = b.Bytes()
	}
	return files, nil
}

// checkFolder reports what keeps files from being written to a folder, which need not be
// there yet. It leaves nothing behind.
func checkFolder(folder string) error {
	at := filepath.Clean(folder)
	info, err := os.Stat(at)
	for errors.Is(err, fs.ErrNotExist) && at != filepath.Dir(at) {
		if _, err := os.Lstat(at); err == nil { // there is something, which leads nowhere
			return fmt.Errorf("--out: %s is a link to what is not there (make the folder that it names, or name another)", at)
		}
		at = filepath.Dir(at)
		info, err = os.Stat(at)
	}
	switch {
	case errors.Is(err, syscall.ENOTDIR):
		return fmt.Errorf("--out: %s: something on the way is a file, not a folder", folder)
	case err != nil:
		return fmt.Errorf("--out: %s: %w", folder, because(err))
	case !info.IsDir():
		return fmt.Errorf("--out: %s is a file, not a folder", at)
	}
	f, err := os.CreateTemp(at, ".trias-*")
	if err != nil {
		return fmt.Errorf("--out: nothing can be written to %s", at)
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

// writeFolder writes files into a folder. It writes none if one of them is there with
// another content, unless it is forced to; each is there as a whole or not at all.
func writeFolder(folder string, files map[string][]byte, force bool) error {
	var others, changed []string
	for _, name := range slices.Sorted(maps.Keys(files)) {
		switch data, err := os.ReadFile(filepath.Join(folder, name)); {
		case errors.Is(err, fs.ErrNotExist):
			changed = append(changed, name)
		case err != nil:
			return fmt.Errorf("--out: %s: %w", filepath.Join(folder, name), because(err))
		case bytes.Equal(data, files[name]):
		case force:
			changed = append(changed, name)
		default:
			others = append(others, name)
		}
	}
	if len(others) > 0 {
		const most = 5
		list := strings.Join(others[:min(len(others), most)], ", ")
		if rest := len(others) - most; rest > 0 {
			list += fmt.Sprintf(" and %d more", rest)
		}
		return fmt.Errorf("--out: %s has files with another content: %s (name another folder, or add --force)", folder, list)
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return fmt.Errorf("--out: %w", because(err))
	}
	for _, name := range changed {
		if err := replaceFile(filepath.Join(folder, name), files[name]); err != nil {
			return fmt.Errorf("--out: %w", because(err))
		}
	}
	return nil
}

// replaceFile writes a file beside its place and then puts it there.
func replaceFile(name string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".trias-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // there is none once all went well
	_, err = f.Write(data)
	if err = errors.Join(err, f.Chmod(0o644), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
