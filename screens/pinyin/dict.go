package pinyin

import (
	"bytes"
	"cmp"
	"compress/gzip"
	_ "embed"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:embed dict.gz
var packed []byte

// entry is a word with its Pinyin.
type entry struct {
	key    string // without marks between the syllables: "dengji"
	spelt  string // with them: "deng'ji"
	word   string
	weight int
}

// dictionary is sorted by key; initials finds words of two syllables and more
// by their first letters.
type dictionary struct {
	entries  []entry
	initials map[string][]int32
}

// load unpacks the dictionary on first use: about 50 ms and 12 MB.
var load = sync.OnceValue(func() *dictionary {
	d, err := read(packed)
	if err != nil {
		panic(fmt.Sprintf("pinyin: dict.gz: %v", err)) // embedded: the tests read the same file
	}
	return d
})

func read(packed []byte) (*dictionary, error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(z)
	if err != nil {
		return nil, err
	}
	d := &dictionary{initials: map[string][]int32{}}
	for line := range strings.Lines(string(text)) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) != 3 {
			return nil, fmt.Errorf("line %q", line)
		}
		weight, err := strconv.Atoi(f[2])
		if err != nil {
			return nil, err
		}
		d.entries = append(d.entries, entry{strings.ReplaceAll(f[0], "'", ""), f[0], f[1], weight})
	}
	slices.SortStableFunc(d.entries, func(a, b entry) int { return cmp.Compare(a.key, b.key) })
	for i, e := range d.entries {
		if strings.Contains(e.spelt, "'") {
			first := initialsOf(e.spelt)
			d.initials[first] = append(d.initials[first], int32(i))
		}
	}
	return d, nil
}

func initialsOf(spelt string) string {
	var b strings.Builder
	for _, syllable := range strings.Split(spelt, "'") {
		b.WriteByte(syllable[0])
	}
	return b.String()
}

// from is the place of the first key that is not below s.
func (d *dictionary) from(s string) int {
	i, _ := slices.BinarySearchFunc(d.entries, s, func(e entry, s string) int { return cmp.Compare(e.key, s) })
	return i
}

// exact are the words of that spelling.
func (d *dictionary) exact(s spelling) []entry {
	var out []entry
	for _, e := range d.entries[d.from(s.letters):] {
		if e.key != s.letters {
			break
		}
		if s.allows(e.spelt) {
			out = append(out, e)
		}
	}
	return out
}

// maxBegun bounds the words that are looked through for one beginning.
const maxBegun = 3000

// begun are words that begin so and go on.
func (d *dictionary) begun(s spelling) []entry {
	var out []entry
	for _, e := range d.entries[d.from(s.letters):] {
		if !strings.HasPrefix(e.key, s.letters) || len(out) >= maxBegun {
			break
		}
		if e.key != s.letters && s.allows(e.spelt) {
			out = append(out, e)
		}
	}
	return out
}

// short are words whose initials are these letters.
func (d *dictionary) short(s spelling) []entry {
	if len(s.letters) < 2 || len(s.cuts) > 0 {
		return nil
	}
	var out []entry
	for _, i := range d.initials[s.letters] {
		out = append(out, d.entries[i])
	}
	return out
}
