package intake

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/trias-sovereignty/trias/internal/doc"
)

// XML turns Data into UTF-8 without an XML declaration and checks that it is well-formed XML within the limits: no more
// than Depth elements within each other, Nodes elements and attributes, Items children of one element, and String bytes
// in one tag or text. A document type declaration is refused, and with it every entity but the five of XML itself: so
// nothing can expand. The error is a [doc.Problems] with the place.
//
// Encodings: UTF-8, UTF-16 with a byte order mark, US-ASCII, ISO-8859-1, ISO-8859-15, Windows-1252.
func (f *File) XML(lim doc.Limits) error {
	if err := f.toUTF8(); err != nil {
		return err
	}
	if err := f.checkTags(lim); err != nil {
		return err
	}
	return f.checkElements(lim)
}

// encodings by the names an XML declaration gives them, in lower case. Nil is UTF-8.
var encodings = map[string]encoding.Encoding{
	"": nil, "utf-8": nil, "utf8": nil, "us-ascii": nil, "ascii": nil,
	"utf-16": nil, "utf-16le": nil, "utf-16be": nil, // by now the byte order mark has decided
	"iso-8859-1": charmap.ISO8859_1, "latin1": charmap.ISO8859_1, "iso-8859-15": charmap.ISO8859_15,
	"windows-1252": charmap.Windows1252, "cp1252": charmap.Windows1252,
}

func (f *File) toUTF8() error {
	switch {
	case bytes.HasPrefix(f.Data, []byte{0xff, 0xfe}), bytes.HasPrefix(f.Data, []byte{0xfe, 0xff}):
		data, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(f.Data)
		if err != nil {
			return doc.Problems{f.Problem(0, doc.Syntax, "save the file as UTF-8", "is not valid UTF-16")}
		}
		f.Data = data
	default:
		f.Data = bytes.TrimPrefix(f.Data, []byte("\xef\xbb\xbf"))
	}
	if name, end := declared(f.Data); end > 0 {
		enc, known := encodings[strings.ToLower(name)]
		if !known {
			return doc.Problems{f.Problem(0, doc.Syntax, "save the file as UTF-8", "is in encoding %s, which is not read", doc.Quote(name))}
		}
		data := f.Data
		if enc != nil {
			var err error
			if data, err = enc.NewDecoder().Bytes(data); err != nil {
				return doc.Problems{f.Problem(0, doc.Syntax, "save the file as UTF-8", "is not valid %s", name)}
			}
		}
		// The declaration has been followed; blanks in its place keep all others.
		data = bytes.Clone(data)
		for i := range end {
			if data[i] != '\n' && data[i] != '\r' {
				data[i] = ' '
			}
		}
		f.Data = data
	}
	for at := 0; at < len(f.Data); {
		r, size := utf8.DecodeRune(f.Data[at:])
		if r == utf8.RuneError && size == 1 {
			return doc.Problems{f.Problem(int64(at), doc.Syntax, "save the file as UTF-8", "byte 0x%02x is not valid UTF-8", f.Data[at])}
		}
		at += size
	}
	return nil
}

// declared returns the encoding an XML declaration names and where the declaration ends; 0 if there is none.
func declared(data []byte) (name string, end int) {
	const open = "<?xml"
	if !bytes.HasPrefix(data, []byte(open)) || len(data) == len(open) || !bytes.ContainsRune([]byte(" \t\r\n"), rune(data[len(open)])) {
		return "", 0
	}
	end = bytes.Index(data, []byte("?>")) + 2
	if end < 2 {
		return "", 0
	}
	_, rest, found := bytes.Cut(data[:end], []byte("encoding"))
	rest = bytes.TrimLeft(rest, " \t\r\n=")
	if !found || len(rest) < 2 {
		return "", end
	}
	text, _, _ := bytes.Cut(rest[1:], rest[:1])
	return string(text), end
}

// checkTags finds, without building anything, tags and texts that are too long and document type declarations: a decoder
// holds a whole tag with its attributes in memory.
func (f *File) checkTags(lim doc.Limits) error {
	data := f.Data
	for at := 0; at < len(data); {
		open := bytes.IndexByte(data[at:], '<')
		if open < 0 {
			open = len(data) - at
		}
		if open > lim.String {
			return doc.Problems{f.limit(int64(at), "string", lim.String, open)}
		}
		at += open
		if at == len(data) {
			return nil
		}
		length, isTag := tagLength(data[at:])
		if !isTag && bytes.HasPrefix(data[at:], []byte("<!")) && !bytes.HasPrefix(data[at:], []byte("<!--")) && !bytes.HasPrefix(data[at:], []byte("<![CDATA[")) {
			return doc.Problems{f.Problem(int64(at), doc.Syntax, "remove it, and write out what its entities stand for",
				"document type declarations are not read")}
		}
		if length > lim.String {
			return doc.Problems{f.limit(int64(at), "string", lim.String, length)}
		}
		at += length
	}
	return nil
}

// tagLength returns the length of what starts with the "<" at the beginning of data, up to the end of data if it is not
// closed, and whether that is a tag.
func tagLength(data []byte) (length int, tag bool) {
	for _, s := range []struct{ open, close string }{{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}} {
		if bytes.HasPrefix(data, []byte(s.open)) {
			if end := bytes.Index(data[len(s.open):], []byte(s.close)); end >= 0 {
				return len(s.open) + end + len(s.close), false
			}
			return len(data), false
		}
	}
	if bytes.HasPrefix(data, []byte("<!")) {
		return len(data), false
	}
	quote := byte(0)
	for i, c := range data {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return i + 1, true
		}
	}
	return len(data), true
}

// checkElements runs the decoder once over the whole file and keeps nothing.
func (f *File) checkElements(lim doc.Limits) error {
	dec := xml.NewDecoder(bytes.NewReader(f.Data))
	nodes := 0
	children := []int{0} // of each open element; the document itself first
	for {
		at := dec.InputOffset()
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return doc.Problems{f.xmlProblem(dec, err)}
		}
		switch t := token.(type) {
		case xml.StartElement:
			nodes += 1 + len(t.Attr)
			parent := &children[len(children)-1]
			*parent++
			switch {
			case nodes > lim.Nodes:
				return doc.Problems{f.limit(at, "nodes", lim.Nodes, nodes)}
			case *parent > lim.Items:
				return doc.Problems{f.limit(at, "items", lim.Items, *parent)}
			case len(children) > lim.Depth:
				return doc.Problems{f.limit(at, "depth", lim.Depth, len(children))}
			case len(children) == 1 && *parent > 1:
				return doc.Problems{f.Problem(at, doc.Syntax, "keep one document in each file", "a second document starts here")}
			}
			children = append(children, 0)
		case xml.EndElement:
			children = children[:len(children)-1]
		case xml.CharData:
			if len(children) == 1 && len(bytes.TrimSpace(t)) > 0 {
				return doc.Problems{f.Problem(at, doc.Syntax, "", "is not XML: text stands outside of any element")}
			}
		}
	}
	if children[0] == 0 {
		return doc.Problems{f.Problem(0, doc.Syntax, "", "the document is empty")}
	}
	return nil
}

func (f *File) xmlProblem(dec *xml.Decoder, err error) doc.Problem {
	hint := ""
	message := err.Error()
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		message = syntax.Msg
	}
	if strings.Contains(message, "invalid character entity") {
		hint = "only &lt; &gt; &amp; &quot; &apos; and numbers such as &#10; are read"
	}
	return f.Problem(dec.InputOffset(), doc.Syntax, hint, "is not well-formed XML: %s", message)
}
