package config

import (
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// PlacesFile is the file of a tree that says which terminal stands where.
const PlacesFile = "places.toml"

// Tree is the configuration of many terminals:
//
//	places.toml              which terminal stands where
//	image.toml               for all of them
//	province/NAME.toml       one file for each that says something,
//	city/NAME.toml           and so on for district, hall and model
//	terminal/ID.toml
//
// NAME is what places.toml calls it.
type Tree struct {
	places map[string]Place
	files  map[string][]byte // by path in the tree
	root   string            // before the paths, for messages
}

// Place is where one terminal stands and what it is.
type Place struct {
	Province string `toml:"province"`
	City     string `toml:"city"`
	District string `toml:"district"`
	Hall     string `toml:"hall"`
	Model    string `toml:"model"`
}

// of is what the place is called on a layer.
func (p Place) of(l Layer, terminal string) string {
	return map[Layer]string{
		LayerProvince: p.Province, LayerCity: p.City, LayerDistrict: p.District,
		LayerHall: p.Hall, LayerModel: p.Model, LayerTerminal: terminal,
	}[l]
}

// Paths are the files of a tree that a terminal at this place reads, the
// widest layer first, whether they are there or not.
func (p Place) Paths(terminal string) []string {
	paths := []string{string(LayerImage) + ".toml"}
	for _, l := range Layers[2:] {
		if name := p.of(l, terminal); name != "" {
			paths = append(paths, string(l)+"/"+name+".toml")
		}
	}
	return paths
}

// ReadTree reads a tree. Root stands before its paths in messages. What is
// wrong with the tree as such comes back as Problems: a place without a name
// that works as one of a file, a file that no terminal reads.
func ReadTree(tree fs.FS, root string) (*Tree, error) {
	t := &Tree{places: map[string]Place{}, files: map[string][]byte{}, root: root}
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".toml" {
			return err
		}
		t.files[name], err = fs.ReadFile(tree, name)
		return err
	})
	if err != nil {
		return nil, Problems{{File: root, Reason: reason(err)}}
	}
	found := t.readPlaces()
	if found == nil {
		found = t.unread()
	}
	return t, found.err()
}

// readPlaces is strict, as everything that people write here.
func (t *Tree) readPlaces() Problems {
	f := file{name: path.Join(t.root, PlacesFile), data: t.files[PlacesFile]}
	if f.data == nil {
		f.err = &fs.PathError{Err: errors.New("a tree needs it to know its terminals")}
	}
	tree, p := f.parse()
	if p != nil {
		return Problems{*p}
	}
	f.keys = indexLines(f.data)
	var found Problems
	for id, v := range tree {
		places := map[string]Place{}
		data, err := toml.Marshal(map[string]any{id: v})
		if err == nil {
			err = toml.NewDecoder(strings.NewReader(string(data))).DisallowUnknownFields().Decode(&places)
		}
		place := places[id]
		switch line, _ := f.keys.line(id); {
		case err != nil:
			found = append(found, Problem{File: f.name, Line: line, Key: id, Reason: "want a table of province, city, district, hall and model, each a text"})
		case !terminalID.MatchString(id):
			found = append(found, Problem{File: f.name, Line: line, Key: id, Reason: "want a terminal's id: 1 to 32 of A-Z a-z 0-9 - _"})
		case place.Hall == "":
			found = append(found, Problem{File: f.name, Line: line, Key: id + ".hall", Reason: "missing; every terminal stands in a hall"})
		}
		for _, l := range Layers[2:] {
			if name := place.of(l, id); name != "" && !terminalID.MatchString(name) {
				line, _ := f.keys.line(join(id, string(l)))
				found = append(found, Problem{File: f.name, Line: line, Key: join(id, string(l)), Reason: "want 1 to 32 of A-Z a-z 0-9 - _"})
			}
		}
		t.places[id] = place
	}
	order(found, nil)
	return found
}

// unread are the files that nobody reads.
func (t *Tree) unread() Problems {
	read := map[string]bool{PlacesFile: true}
	for id, place := range t.places {
		for _, name := range place.Paths(id) {
			read[name] = true
		}
	}
	var found Problems
	for _, name := range slices.Sorted(maps.Keys(t.files)) {
		if !read[name] {
			found = append(found, Problem{File: path.Join(t.root, name), Reason: "no terminal of " + PlacesFile + " reads this file"})
		}
	}
	return found
}

// Terminals are the ids of all terminals, in order.
func (t *Tree) Terminals() []string { return slices.Sorted(maps.Keys(t.places)) }

// Place is where a terminal stands.
func (t *Tree) Place(terminal string) (Place, bool) {
	p, known := t.places[terminal]
	return p, known
}

// Files are the paths of all files but places.toml, in order, with what is in
// them.
func (t *Tree) Files() map[string][]byte {
	out := maps.Clone(t.files)
	delete(out, PlacesFile)
	return out
}

// Sources are the layers of one terminal.
func (t *Tree) Sources(terminal string) []Source {
	return t.sources(t.places[terminal].Paths(terminal))
}

func (t *Tree) sources(paths []string) []Source {
	var out []Source
	for _, name := range paths {
		if data, there := t.files[name]; there {
			layer, _, _ := strings.Cut(strings.TrimSuffix(name, ".toml"), "/")
			out = append(out, Source{Layer: Layer(layer), Name: path.Join(t.root, name), Data: data})
		}
	}
	return out
}

// Load is what one terminal comes to. Its id is its name in places.toml, unless
// a file says another: at the terminal these layers lie over a file that has it.
func (t *Tree) Load(terminal string, more func(Config) Problems) (Config, Provenance, error) {
	c, whose := Default(), defaults()
	c.Terminal.ID = terminal
	whose.settings["terminal.id"] = []Setting{{Key: "terminal.id", Layer: LayerTerminal, File: path.Join(t.root, PlacesFile), Value: `"` + terminal + `"`}}
	files, err := sorted(t.Sources(terminal))
	if err != nil {
		return Default(), Provenance{}, err
	}
	return loadOver(c, whose, files, func(c Config) Problems {
		var found Problems
		if c.Terminal.ID != terminal && c.Terminal.ID != "" {
			found = Problems{{Key: "terminal.id", Reason: "is " + c.Terminal.ID + " in the file of " + terminal}}
		}
		if more != nil {
			found = append(found, more(c)...)
		}
		return found
	})
}

// Check is what is wrong with the terminals of a tree, each problem once.
func (t *Tree) Check(more func(Config) Problems) error {
	var found Problems
	for _, id := range t.Terminals() {
		_, _, err := t.Load(id, more)
		for _, p := range ProblemsOf(err) {
			if !slices.Contains(found, p) {
				found = append(found, p)
			}
		}
	}
	return found.err()
}
