package report

import (
	"bytes"
	"io"

	"github.com/trias-sovereignty/trias/evaluator/simulate"
)

// Files returns all that a simulation leaves for readers, by the names of files: the
// reports report.LANG.md and report.LANG.html in every language, and the pictures of the
// reports as SVG and, where pixels are asked for, as PNG. Of the options the language
// does not count. The error wraps [ErrNothing] or [plot.ErrData].
func Files(r *simulate.Results, opts Options, pixels bool) (map[string][]byte, error) {
	files := map[string][]byte{}
	for _, lang := range Languages() {
		opts.Lang = lang
		for ext, write := range map[string]func(io.Writer, *simulate.Results, Options) error{".md": Markdown, ".html": HTML} {
			var b bytes.Buffer
			if err := write(&b, r, opts); err != nil {
				return nil, err
			}
			files["report."+lang+ext] = b.Bytes()
		}
		pictures, err := Pictures(r, opts)
		if err != nil {
			return nil, err
		}
		for _, p := range pictures {
			if files[p.Name+".svg"], err = p.SVG(); err != nil {
				return nil, err
			}
			if !pixels {
				continue
			}
			if files[p.Name+".png"], err = p.PNG(); err != nil {
				return nil, err
			}
		}
	}
	return files, nil
}
