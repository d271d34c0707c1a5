package config

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Layer is one level of an installation's configuration.
type Layer string

const (
	LayerDefault  Layer = "default" // what the program brings
	LayerImage    Layer = "image"   // what the machine was installed with
	LayerProvince Layer = "province"
	LayerCity     Layer = "city"
	LayerDistrict Layer = "district"
	LayerHall     Layer = "hall"
	LayerModel    Layer = "model" // of the terminal: its panel, its devices
	LayerTerminal Layer = "terminal"
)

// Layers are all layers, from the widest to the narrowest: what a later one
// says holds instead of what an earlier one does.
var Layers = []Layer{
	LayerDefault, LayerImage, LayerProvince, LayerCity, LayerDistrict, LayerHall, LayerModel, LayerTerminal,
}

// rank is the place of a layer in Layers, -1 for a word that is none.
func (l Layer) rank() int { return slices.Index(Layers, l) }

// ownLayers are the keys that only some layers may set, because one value for
// a whole hall, or pushed from afar, would break every terminal under it.
var ownLayers = map[string][]Layer{
	"terminal.id":    {LayerTerminal},
	"journal.path":   {LayerImage, LayerModel, LayerTerminal},
	"fleet.root":     {LayerImage, LayerModel, LayerTerminal},
	"fleet.identity": {LayerImage, LayerModel, LayerTerminal},
	"control.socket": {LayerImage, LayerModel, LayerTerminal},
}

// Source is what one layer says.
type Source struct {
	Layer Layer
	Name  string // for messages: the file's path
	Data  []byte // TOML
	Err   error  // why it could not be read
}

// LoadLayers lays the sources over Default, each over the wider ones whatever
// the order they come in, and checks the result as Load does. A layer may say
// nothing; none may speak twice. Of what came out, Provenance tells who said
// it.
func LoadLayers(sources []Source, more func(Config) Problems) (Config, Provenance, error) {
	files, err := sorted(sources)
	if err != nil {
		return Default(), Provenance{}, err
	}
	return loadFrom(files, more)
}

// sorted are the sources from the widest to the narrowest.
func sorted(sources []Source) ([]file, error) {
	var found Problems
	files := make([]file, 0, len(sources))
	said := map[Layer]string{}
	for _, s := range sources {
		switch other, twice := said[s.Layer]; {
		case s.Layer.rank() < 1:
			found = append(found, Problem{File: s.Name, Reason: fmt.Sprintf("unknown layer %q; there are %s", s.Layer, list(Layers[1:]))})
		case twice:
			found = append(found, Problem{File: s.Name, Reason: fmt.Sprintf("the layer %s is said by %s too", s.Layer, other)})
		}
		said[s.Layer] = s.Name
		files = append(files, file{name: s.Name, layer: s.Layer, data: s.Data, err: s.Err})
	}
	slices.SortStableFunc(files, func(a, b file) int { return cmp.Compare(a.layer.rank(), b.layer.rank()) })
	return files, found.err()
}

// readFolder reads the layers of a folder. Any other TOML file in it makes a
// source of a layer that is none, for it would be passed over in silence.
func readFolder(folder string) ([]Source, error) {
	names, err := filepath.Glob(filepath.Join(folder, "*.toml"))
	if err == nil && len(names) == 0 {
		err = Problems{{File: folder, Reason: "no file of a layer in this folder; want " + list(Layers[1:]) + ", each with .toml"}}
	}
	var sources []Source
	for _, name := range names {
		data, err := os.ReadFile(name)
		sources = append(sources, Source{Layer: Layer(strings.TrimSuffix(filepath.Base(name), ".toml")), Name: name, Data: data, Err: err})
	}
	return sources, err
}

// strays are the keys that a layer may not set.
func (f *file) strays() Problems {
	var found Problems
	if f.layer == "" {
		return nil
	}
	for key, layers := range ownLayers {
		line, known := f.keys.line(key)
		if known == key && !slices.Contains(layers, f.layer) {
			found = append(found, Problem{File: f.name, Line: line, Key: key, Reason: "may be set by the layer " + list(layers) + " only"})
		}
	}
	return found
}

// ProblemsOf are the single problems of an error of this package; of another
// error there is one, with its text.
func ProblemsOf(err error) Problems {
	var ps Problems
	switch {
	case err == nil:
		return nil
	case errors.As(err, &ps):
		return ps
	}
	return Problems{{Reason: err.Error()}}
}
