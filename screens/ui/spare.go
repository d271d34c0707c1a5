package ui

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/go-text/typesetting/font"
	"golang.org/x/image/font/sfnt"
)

// debianSpares hold together what GB 18030-2022 level 3 asks for: extensions A
// to F in the first two, and of G and H what the third one has.
var debianSpares = []string{
	"/usr/share/fonts/truetype/hanazono/HanaMinA.ttf",
	"/usr/share/fonts/truetype/hanazono/HanaMinB.ttf",
	"/usr/share/fonts/truetype/babelstone/BabelStoneHan.ttf",
}

// DebianSpares are the files that are asked for a character that the family
// lacks, in this order.
func DebianSpares() []string { return slices.Clone(debianSpares) }

// sparePackages are the Debian packages of spare fonts, by their folder.
var sparePackages = map[string]string{"hanazono": "fonts-hanazono", "babelstone": "fonts-babelstone-han"}

// spare is a face for characters that the family lacks, opened when needed.
type spare struct {
	path  string
	tried bool
	file  *os.File
	face  *sfnt.Font
	err   error
}

func sparesOf(paths []string) []*spare {
	if len(paths) == 0 {
		paths = debianSpares
	}
	out := make([]*spare, len(paths))
	for i, p := range paths {
		out[i] = &spare{path: p}
	}
	return out
}

// open reads the file's first face; it is tried once.
func (s *spare) open() *sfnt.Font {
	if s.tried {
		return s.face
	}
	s.tried = true
	file, err := os.Open(s.path)
	if err == nil {
		s.file = file
		s.face, err = firstFace(file)
	}
	if err != nil {
		name, ok := sparePackages[filepath.Base(filepath.Dir(s.path))]
		if !ok {
			name = "fonts-hanazono or fonts-babelstone-han"
		}
		s.err = fmt.Errorf("ui: font %s for rare characters (Debian package %s): %w", s.path, name, err)
	}
	return s.face
}

func firstFace(file *os.File) (*sfnt.Font, error) {
	c, err := sfnt.ParseCollectionReaderAt(file)
	if err != nil {
		return nil, err
	}
	return c.Font(0)
}

// glyph is one character in the face that has it. Index 0 of the family's own
// face is the empty box.
type glyph struct {
	r     rune
	face  *sfnt.Font
	index sfnt.GlyphIndex
	spare bool // its face has one weight, and bold is wanted

	shape *font.Face // of a script that is shaped, instead of face and index
	gid   font.GID
	rise  float64 // above the baseline, em
}

// glyph finds a character in the family, then in the spares. f.mu is held.
func (f *Fonts) glyph(r rune, bold bool) glyph {
	own := f.face(bold)
	if g, err := own.GlyphIndex(&f.buf, r); err == nil && g != 0 {
		return glyph{r: r, face: own, index: g}
	}
	for _, s := range f.spares {
		face := s.open()
		if face == nil {
			continue
		}
		if g, err := face.GlyphIndex(&f.buf, r); err == nil && g != 0 {
			return glyph{r: r, face: face, index: g, spare: bold}
		}
	}
	return glyph{r: r, face: own}
}

// Lacking tells which characters were drawn as an empty box and how often, and
// which spare fonts could not be read. A name may be behind a character: it is
// for counting, not for a log.
func (f *Fonts) Lacking() (map[rune]int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	var errs []error
	for _, s := range f.spares {
		errs = append(errs, s.err)
	}
	for _, s := range f.scripts {
		errs = append(errs, s.err)
	}
	return maps.Clone(f.missing), errors.Join(errs...)
}
