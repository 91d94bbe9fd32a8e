package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"sync"

	"github.com/trias-sovereignty/trias/evaluator/eucsf"
	"github.com/trias-sovereignty/trias/evaluator/score"
	"github.com/trias-sovereignty/trias/evaluator/simulate"
)

// Parcel is a study with every file that it names: what a worker needs to know.
type Parcel struct {
	Name  string // for messages
	Study []byte
	Files []byte // a ZIP archive, relative to the study
	// Records and Seed are used instead of those of the study.
	Records, Seed int64
}

// pack reads a study and whatever it names. If records is 0 or seed is negative, those
// of the study are used.
func pack(file string, records, seed int64) (Parcel, *simulate.Study, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return Parcel{}, nil, err
	}
	opened := &recorder{files: os.DirFS(filepath.Dir(file)), read: map[string][]byte{}}
	study, err := load(file, text, opened)
	if err != nil {
		return Parcel{}, nil, err
	}
	archive, err := opened.archive()
	if err != nil {
		return Parcel{}, nil, err
	}
	p := Parcel{Name: file, Study: text, Files: archive, Records: records, Seed: seed}
	if p.Records == 0 {
		p.Records = study.Definition().Records
	}
	if p.Seed < 0 {
		p.Seed = *study.Definition().Seed
	}
	// What is in the parcel is to be the study, too.
	study, err = p.open()
	return p, study, err
}

// load reads a study, with the scoring methods that "trias simulate" knows.
func load(name string, text []byte, files fs.FS) (*simulate.Study, error) {
	var methods []score.Method
	for _, m := range eucsf.Names() {
		method, err := eucsf.Lookup(m)
		if err != nil {
			return nil, err
		}
		methods = append(methods, method)
	}
	return simulate.Load(name, text, files, methods...)
}

// open reads the study in the parcel.
func (p Parcel) open() (*simulate.Study, error) {
	files, err := zip.NewReader(bytes.NewReader(p.Files), int64(len(p.Files)))
	if err != nil {
		return nil, err
	}
	study, err := load(p.Name, p.Study, files)
	if err != nil {
		return nil, err
	}
	if p.Records != study.Definition().Records {
		if study, err = study.WithRecords(p.Records); err != nil {
			return nil, err
		}
	}
	if p.Seed != *study.Definition().Seed {
		return study.WithSeed(p.Seed)
	}
	return study, nil
}

// prepared are the studies that this process has compiled, by the digest of the parcel:
// workers come and go with each bundle, and compiling takes longer than a block.
var prepared sync.Map

// compile returns the study in the parcel ready to run. It compiles it once for the
// process.
func (p Parcel) compile() (*simulate.Compiled, error) {
	data, err := json.Marshal(p)
	if err != nil {
		return nil, err
	}
	once, _ := prepared.LoadOrStore(sha256.Sum256(data), sync.OnceValues(func() (*simulate.Compiled, error) {
		study, err := p.open()
		if err != nil {
			return nil, err
		}
		return study.Compile()
	}))
	return once.(func() (*simulate.Compiled, error))()
}

// recorder opens files and keeps what is in them.
type recorder struct {
	files fs.FS
	mu    sync.Mutex
	read  map[string][]byte
}

// Open opens a file, or a folder, of which the names are passed on.
func (r *recorder) Open(name string) (fs.File, error) {
	f, err := r.files.Open(name)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil || info.IsDir() {
		return f, err
	}
	if info.Size() > simulate.FileLimit {
		return f, nil // whoever opens it refuses it by its size
	}
	data, err := io.ReadAll(io.LimitReader(f, simulate.FileLimit+1))
	if err = errors.Join(err, f.Close()); err != nil {
		return nil, err
	}
	r.mu.Lock()
	r.read[name] = data
	r.mu.Unlock()
	return r.files.Open(name)
}

// archive has the files that were opened, in the order of their names.
func (r *recorder) archive() ([]byte, error) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(r.read)) {
		f, err := w.Create(path.Clean(name))
		if err == nil {
			_, err = f.Write(r.read[name])
		}
		if err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return b.Bytes(), err
}
