package config

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// base is what a hall's terminals have in common.
const base = `[hall]
name = { zh = "测试大厅" }
[api]
url = "http://127.0.0.1:8480"
[printer]
profile = "epson"
density = 1
`

func tree(files map[string]string) fstest.MapFS {
	out := fstest.MapFS{}
	for name, text := range files {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

// town is two halls with three terminals.
func town() map[string]string {
	terminal := func(id string) string {
		return "[terminal]\nid = \"" + id + "\"\nplace = { zh = \"一楼\" }\n"
	}
	return map[string]string{
		PlacesFile: `[A-1]
hall = "a"
district = "lunan"
model = "column"
[A-2]
hall = "a"
district = "lunan"
[B-1]
hall = "b"
district = "lunan"
`,
		"district/lunan.toml": base,
		"hall/a.toml":         "[hall]\nphone = \"0315-0000001\"\n",
		"model/column.toml":   "[printer]\ndensity = 2\n",
		"terminal/A-1.toml":   terminal("A-1"),
		"terminal/A-2.toml":   terminal("A-2"),
		"terminal/B-1.toml":   terminal("B-1"),
	}
}

func readTown(t *testing.T, change func(map[string]string)) *Tree {
	t.Helper()
	files := town()
	if change != nil {
		change(files)
	}
	out, err := ReadTree(tree(files), "town")
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestANarrowLayerStandsOverAWideOne(t *testing.T) {
	c, whose, err := readTown(t, nil).Load("A-1", nil)
	if err != nil {
		t.Fatal(err)
	}
	if c.Printer.Density != 2 || c.Hall.Phone != "0315-0000001" || c.Terminal.ID != "A-1" {
		t.Errorf("density %d, phone %s, id %s", c.Printer.Density, c.Hall.Phone, c.Terminal.ID)
	}
	want := []Setting{
		{Key: "printer.density", Layer: LayerDefault, Value: "0"},
		{Key: "printer.density", Layer: LayerDistrict, File: "town/district/lunan.toml", Line: 7, Value: "1"},
		{Key: "printer.density", Layer: LayerModel, File: "town/model/column.toml", Line: 2, Value: "2"},
	}
	if got := whose.Of("printer.density"); !slices.Equal(got, want) {
		t.Errorf("%+v\nwant %+v", got, want)
	}
}

// The order in which layers come in does not matter, their width does.
func TestLayersAreSortedByWidth(t *testing.T) {
	sources := readTown(t, nil).Sources("A-1")
	slices.Reverse(sources)
	c, _, err := LoadLayers(sources, nil)
	if err != nil || c.Printer.Density != 2 {
		t.Errorf("density %d, %v", c.Printer.Density, err)
	}
}

func TestEveryValueOfAConfigurationHasSomeoneWhoSaysIt(t *testing.T) {
	c, whose, err := Trace(nil, "example.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range Leaves(c) {
		all := whose.Of(l.Key)
		if len(all) == 0 || all[len(all)-1].Value != l.Value {
			t.Errorf("%s is %s; said: %+v", l.Key, l.Value, all)
		}
	}
}

func TestWrongLayersAreRefused(t *testing.T) {
	for name, c := range map[string]struct {
		sources []Source
		want    string
	}{
		"unknown": {[]Source{{Layer: "town", Name: "f"}}, `f: unknown layer "town"`},
		"default": {[]Source{{Layer: LayerDefault, Name: "f"}}, `unknown layer "default"`},
		"twice":   {[]Source{{Layer: LayerHall, Name: "f"}, {Layer: LayerHall, Name: "g"}}, "g: the layer hall is said by f too"},
		"id of a hall": {[]Source{{Layer: LayerHall, Name: "f", Data: []byte("[terminal]\nid = \"X\"\n")}},
			"f:2: terminal.id: may be set by the layer terminal only"},
		"journal from afar": {[]Source{{Layer: LayerProvince, Name: "f", Data: []byte("journal.path = \"/x\"\n")}},
			"f:1: journal.path: may be set by the layer image, model, terminal only"},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := LoadLayers(c.sources, nil)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v\nwant %s", err, c.want)
			}
		})
	}
}

func TestWrongTreesAreRefused(t *testing.T) {
	for name, c := range map[string]struct {
		change func(map[string]string)
		want   string
	}{
		"no places":      {func(f map[string]string) { delete(f, PlacesFile) }, "town/places.toml: cannot be read"},
		"nobody's file":  {func(f map[string]string) { f["hall/c.toml"] = "" }, "town/hall/c.toml: no terminal"},
		"no hall":        {func(f map[string]string) { f[PlacesFile] += "[C-1]\ncity = \"x\"\n" }, "town/places.toml:11: C-1.hall: missing"},
		"unknown key":    {func(f map[string]string) { f[PlacesFile] += "[C-1]\nhal = \"x\"\n" }, "town/places.toml:11: C-1: want a table"},
		"way out":        {func(f map[string]string) { f[PlacesFile] += "[C-1]\nhall = \"../a\"\n" }, "C-1.hall: want 1 to 32"},
		"not a terminal": {func(f map[string]string) { f[PlacesFile] += "[\"C 1\"]\nhall = \"a\"\n" }, "C 1: want a terminal's id"},
	} {
		t.Run(name, func(t *testing.T) {
			files := town()
			c.change(files)
			_, err := ReadTree(tree(files), "town")
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v\nwant %s", err, c.want)
			}
		})
	}
}

// One wrong line of a district is one problem, not one for each terminal.
func TestAProblemOfManyTerminalsIsToldOnce(t *testing.T) {
	err := readTown(t, func(f map[string]string) { f["district/lunan.toml"] += "speed = 9\n" }).Check(nil)
	if ps := ProblemsOf(err); len(ps) != 1 || ps[0].String() != "town/district/lunan.toml:8: printer.speed: want 0 to 3, got 9" {
		t.Errorf("%v", err)
	}
	if err := readTown(t, nil).Check(nil); err != nil {
		t.Errorf("a good tree: %v", err)
	}
}

func TestATerminalHasItsOwnFile(t *testing.T) {
	err := readTown(t, func(f map[string]string) { f["terminal/A-2.toml"] = f["terminal/A-1.toml"] }).Check(nil)
	if err == nil || !strings.Contains(err.Error(), "town/terminal/A-2.toml:2: terminal.id: is A-1 in the file of A-2") {
		t.Errorf("%v", err)
	}
}

// A terminal has its id in the file that it was installed with; a tree need not
// repeat it to be signed.
func TestATerminalIsCalledAsItsPlace(t *testing.T) {
	town := readTown(t, func(f map[string]string) {
		f["district/lunan.toml"] += "[terminal]\nplace = { zh = \"一楼\" }\n"
		for _, id := range []string{"A-1", "A-2", "B-1"} {
			delete(f, "terminal/"+id+".toml")
		}
	})
	if err := town.Check(nil); err != nil {
		t.Error(err)
	}
	c, whose, err := town.Load("A-2", nil)
	if said := whose.Of("terminal.id"); err != nil || c.Terminal.ID != "A-2" || len(said) != 1 || said[0].File != "town/places.toml" {
		t.Errorf("it is called %q, says %v (%v)", c.Terminal.ID, said, err)
	}
}

func TestCompareTellsWhereWhatChanges(t *testing.T) {
	after := readTown(t, func(f map[string]string) {
		f["hall/a.toml"] += "[policy]\nask_why = 4\n"
		f[PlacesFile] += "[B-2]\nhall = \"b\"\n"
	})
	got, err := Compare(readTown(t, nil), after)
	if err != nil || len(got) != 2 {
		t.Fatalf("%+v, %v", got, err)
	}
	change := got[0]
	if !slices.Equal(change.Terminals, []string{"A-1", "A-2"}) || len(change.Changes) != 1 || change.Changes[0].Key != "policy.ask_why" || change.Changes[0].After != "4" {
		t.Errorf("%+v", change)
	}
	if !got[1].Added || !slices.Equal(got[1].Terminals, []string{"B-2"}) {
		t.Errorf("%+v", got[1])
	}
}
