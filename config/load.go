package config

import (
	"cmp"
	"errors"
	"os"
	"slices"

	"github.com/pelletier/go-toml/v2"
)

// Load reads the paths in their order over Default, a later one over an
// earlier one, and checks the result. A path is a file, or a folder with a
// file LAYER.toml for each layer that says something, laid over each other in
// the order of Layers. Everything that is wrong comes back at once as
// Problems: what cannot be read, unknown keys, wrong types, and then what
// Validate says of the values that could be read.
func Load(paths ...string) (Config, error) { return LoadWith(nil, paths...) }

// LoadWith is Load, and more checks what this package cannot know, such as
// what other files say that the configuration names. Its problems have a Key,
// or the File and the Line where they are.
func LoadWith(more func(Config) Problems, paths ...string) (Config, error) {
	c, _, err := Trace(more, paths...)
	return c, err
}

// Trace is LoadWith, and tells where each value comes from.
func Trace(more func(Config) Problems, paths ...string) (Config, Provenance, error) {
	return TraceOver(more, nil, paths...)
}

// TraceOver is Trace with layers from elsewhere over the paths.
func TraceOver(more func(Config) Problems, over []Source, paths ...string) (Config, Provenance, error) {
	var files []file
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil || !info.IsDir() {
			data, err := os.ReadFile(path)
			files = append(files, file{name: path, data: data, err: err})
			continue
		}
		sources, err := readFolder(path)
		if err != nil {
			return Default(), Provenance{}, err
		}
		layers, err := sorted(sources)
		if err != nil {
			return Default(), Provenance{}, err
		}
		files = append(files, layers...)
	}
	layers, err := sorted(over)
	if err != nil {
		return Default(), Provenance{}, err
	}
	return loadFrom(append(files, layers...), more)
}

// file is one source of configuration.
type file struct {
	name  string
	layer Layer // empty: it may say everything
	data  []byte
	err   error // why it could not be read
	keys  index
}

func loadFrom(files []file, more func(Config) Problems) (Config, Provenance, error) {
	return loadOver(Default(), defaults(), files, more)
}

// loadOver lays files over c, of which whose tells where it comes from.
func loadOver(c Config, whose Provenance, files []file, more func(Config) Problems) (Config, Provenance, error) {
	var found Problems
	whole := true
	for i := range files {
		f := &files[i]
		tree, p := f.parse()
		if p != nil {
			found, whole = append(found, *p), false
			continue
		}
		f.keys = indexLines(f.data)
		found = append(found, f.fill(&c, tree, whose)...)
		found = append(found, f.strays()...)
	}
	// After a file that is not TOML, values are missing that may well be in
	// it: to complain about those would send people to the wrong place.
	if whole {
		found = append(found, located(c.Validate(), files, found)...)
		if more != nil {
			found = append(found, located(more(c).err(), files, found)...)
		}
	}
	order(found, files)
	return c, whose, found.err()
}

// parse turns the file into tables, or tells why it is not TOML.
func (f *file) parse() (map[string]any, *Problem) {
	if f.err != nil {
		return nil, &Problem{File: f.name, Reason: reason(f.err)}
	}
	var tree map[string]any
	err := toml.Unmarshal(f.data, &tree)
	var at *toml.DecodeError
	if errors.As(err, &at) {
		row, _ := at.Position()
		return nil, &Problem{File: f.name, Line: row, Reason: reason(err)}
	}
	if err != nil {
		return nil, &Problem{File: f.name, Reason: reason(err)}
	}
	return tree, nil
}

// reason is the cause without the path that the problem names anyway.
func reason(err error) string {
	var at *os.PathError
	if errors.As(err, &at) {
		return "cannot be read: " + at.Err.Error()
	}
	return err.Error()
}

// located is what a check finds, with the place that says it: the last file
// that sets the key, else the last one that has its table. A key of which
// something is known already is left out: its value is not what the file says,
// or cannot be.
func located(err error, files []file, known Problems) Problems {
	var invalid Problems
	errors.As(err, &invalid)
	invalid = slices.DeleteFunc(invalid, func(p Problem) bool {
		return slices.ContainsFunc(known, func(k Problem) bool { return k.Key == p.Key })
	})
	for i := range invalid {
		if invalid[i].File == "" {
			invalid[i].locate(files)
		}
	}
	return invalid
}

// locate finds the file that says most of the key, the later one where two do.
func (p *Problem) locate(files []file) {
	most := -1
	for _, f := range files {
		if line, known := f.keys.line(p.Key); len(known) >= most {
			p.File, p.Line, most = f.name, line, len(known)
		}
	}
}

// order sorts by file, as they were given, line and key. Files that those name
// come behind them.
func order(ps Problems, files []file) {
	rank := make(map[string]int, len(files))
	for i, f := range files {
		rank[f.name] = i - len(files)
	}
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(rank[a.File], rank[b.File]), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Key, b.Key))
	})
}
