package kiosk_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"
)

const (
	module = "govkiosk"
	serial = "github.com/tarm/serial"
)

// listed is what go list tells of a package.
type listed struct {
	ImportPath   string
	Imports      []string
	TestImports  []string
	XTestImports []string
	Deps         []string
}

// rule is what packages of a folder may import of ours besides their own
// folder. The first rule whose folder fits is the one that holds.
type rule struct {
	folder string   // path.Match pattern, without the module
	may    []string // folders; "*" is any
	tests  []string // what its tests may import beyond that
	why    string
}

var devices = "drivers/*"

var rules = []rule{
	{"config/trust", []string{"config"}, nil, "it checks signatures and knows no program"},
	{"config/reference", []string{"config"}, nil, "it reads the types of the settings"},
	{"config", nil, nil, "settings are plain values"},
	{"drivers", nil, nil, "the words of the drivers stand on nothing"},
	{"drivers/sim", nil, nil, "a simulator that knows its driver, or shares its code, repeats its mistakes"},
	{"drivers/line", []string{"drivers"}, []string{"drivers/line"}, "a line knows no device"},
	{"drivers/touch/panel", []string{"drivers", "drivers/line", "drivers/touch", "drivers/touch/egalax", "drivers/touch/evdev", "drivers/touch/focaltech", "drivers/touch/goodix", "drivers/touch/microtouch", "drivers/touch/xpt2046"}, []string{"drivers/sim"}, "it chooses among the controllers"},
	{"drivers/touch/touchtest", []string{"drivers", "drivers/line", "drivers/line/linetest", "drivers/sim", "drivers/touch"}, nil, "tests of controllers stand on what controllers have in common"},
	{"drivers/touch/*", []string{"drivers", "drivers/line", "drivers/touch"}, []string{"drivers/line/linetest", "drivers/sim", "drivers/touch/touchtest"}, "a controller's driver knows what controllers have in common, and no other controller"},
	{"drivers/keypad", []string{"drivers", "drivers/line", "drivers/touch/evdev"}, []string{"drivers/line/linetest", "drivers/sim"}, "it opens event devices as the touch panels' are opened, and knows no other device"},
	{devices, []string{"drivers", "drivers/line"}, []string{"drivers/line/linetest", "drivers/sim"}, "a driver knows its line and nothing above"},
	{"screens", nil, nil, "screens take a View and give Intents"},
	{"kiosk/journey", []string{"drivers"}, nil, "a visit is pure: no device, no clock, no network"},
	{"kiosk/hall", []string{"config", "drivers"}, nil, "the API's client serves any program"},
	{"kiosk/journal", []string{"config", "drivers"}, nil, "the record knows no user"},
	{"kiosk", []string{"*"}, nil, "it joins everything"},
}

// kioskdNever are folders and modules that the terminal's program must not
// link, however indirectly.
var kioskdNever = map[string]string{
	module + "/drivers/sim":             "a terminal has devices, no simulators",
	module + "/drivers/touch/touchtest": "test helpers stay in tests",
	module + "/drivers/line/linetest":   "test helpers stay in tests",
	module + "/kiosk/hall/halltest":     "test helpers stay in tests",
	module + "/kiosk/bench":             "the bench stays on the developer's machine",
	module + "/config/reference":        "a terminal reads settings and prints no manual",
	module + "/kiosk/fleet/hub":         "the hub is a server",
	"github.com/nats-io/nats-server":    "the hub is a server",
	module + "/kiosk/fleet/publish":     "a terminal checks signatures and makes none",
}

// kioskctlNever are those that a technician's tool must not link.
var kioskctlNever = map[string]string{
	module + "/kiosk/fleet/hub":      "it asks the hub, and is none",
	"github.com/nats-io/nats-server": "it asks the hub, and is none",
}

// within reports whether a package lies in folder or below.
func within(pkg, folder string) bool {
	return pkg == folder || strings.HasPrefix(pkg, folder+"/")
}

// ruleOf finds the rule of a package of ours: that of the folder it is in or
// of the nearest one above.
func ruleOf(pkg string) (rule, string, bool) {
	for dir := pkg; dir != "."; dir = path.Dir(dir) {
		for _, r := range rules {
			if ok, _ := path.Match(r.folder, dir); ok {
				return r, dir, true
			}
		}
	}
	return rule{}, "", false
}

// broken returns the sentences that say what is wrong with one package.
func broken(p listed) []string {
	own, ours := strings.CutPrefix(p.ImportPath, module+"/")
	if !ours {
		return []string{p.ImportPath + ": the module's root holds no package"}
	}
	r, folder, ok := ruleOf(own)
	if !ok {
		return []string{own + ": the top level is config, drivers, screens and kiosk"}
	}
	all := slices.Concat(p.Imports, p.TestImports, p.XTestImports)
	var found []string
	for _, imported := range all {
		if imported == serial && !within(own, "drivers/line") {
			found = append(found, fmt.Sprintf("%s imports %s: only drivers/line opens serial lines", own, serial))
		}
	}
	found = append(found, forbidden(own, folder, r, p.Imports, r.may)...)
	found = append(found, forbidden(own, folder, r, slices.Concat(p.TestImports, p.XTestImports), slices.Concat(r.may, r.tests))...)
	return append(found, linked(own, p.Deps)...)
}

// forbidden names the imports of ours that are neither in may nor in the
// package's own folder.
func forbidden(own, folder string, r rule, imports, may []string) []string {
	var found []string
	for _, imported := range imports {
		of, ours := strings.CutPrefix(imported, module+"/")
		if !ours || within(of, folder) && folder != "drivers" || slices.Contains(may, of) || slices.Contains(may, "*") {
			continue
		}
		found = append(found, fmt.Sprintf("%s imports %s: %s", own, of, r.why))
	}
	return found
}

// linked names what a program links and must not.
func linked(own string, deps []string) []string {
	program := path.Base(own)
	var found []string
	for _, dep := range deps {
		for never, why := range map[string]map[string]string{"kiosk/cmd/kioskd": kioskdNever, "kiosk/cmd/kioskctl": kioskctlNever}[own] {
			if within(dep, never) {
				found = append(found, fmt.Sprintf("%s links %s: %s", program, dep, why))
			}
		}
	}
	return found
}

func TestImportsFollowTheRules(t *testing.T) {
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports,TestImports,XTestImports,Deps", "./...")
	cmd.Dir = ".."
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, stderr.String())
	}
	seen := 0
	for d := json.NewDecoder(bytes.NewReader(out)); ; seen++ {
		var p listed
		if err := d.Decode(&p); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		for _, sentence := range broken(p) {
			t.Error(sentence)
		}
	}
	if seen < 5 {
		t.Errorf("go list names %d packages; the walk saw nothing", seen)
	}
}

// The rules themselves: each must refuse what it is there to refuse, and let
// pass what the folders need.
func TestImportsRulesRefuse(t *testing.T) {
	of := func(names ...string) []string {
		for i, n := range names {
			names[i] = module + "/" + n
		}
		return names
	}
	for _, c := range []struct {
		pkg  listed
		want string // part of the one sentence; empty: none
	}{
		{listed{ImportPath: "config", Imports: of("drivers")}, "config imports drivers: settings"},
		{listed{ImportPath: "config/trust", Imports: of("config")}, ""},
		{listed{ImportPath: "config/trust", Imports: of("kiosk")}, "config/trust imports kiosk"},
		{listed{ImportPath: "drivers", Imports: of("drivers/line")}, "drivers imports drivers/line"},
		{listed{ImportPath: "drivers/line", Imports: append(of("drivers"), serial)}, ""},
		{listed{ImportPath: "drivers/line", XTestImports: of("drivers/line", "drivers/line/linetest")}, ""},
		{listed{ImportPath: "drivers/line", Imports: of("drivers/idcard")}, "a line knows no device"},
		{listed{ImportPath: "drivers/idcard", Imports: of("drivers", "drivers/line"), TestImports: of("drivers/line/linetest", "drivers/sim")}, ""},
		{listed{ImportPath: "drivers/idcard", Imports: of("drivers/sim")}, "drivers/idcard imports drivers/sim"},
		{listed{ImportPath: "drivers/idcard", Imports: of("drivers/line/linetest")}, "drivers/idcard imports drivers/line/linetest"},
		{listed{ImportPath: "drivers/idcard", TestImports: of("drivers/escpos")}, "drivers/idcard imports drivers/escpos"},
		{listed{ImportPath: "drivers/idcard", Imports: []string{serial}}, "only drivers/line opens"},
		{listed{ImportPath: "drivers/idcard", TestImports: []string{serial}}, "only drivers/line opens"},
		{listed{ImportPath: "drivers/touch/goodix", Imports: of("drivers", "drivers/touch"), TestImports: of("drivers/sim")}, ""},
		{listed{ImportPath: "drivers/touch/goodix", Imports: of("drivers/touch/xpt2046")}, "and no other controller"},
		{listed{ImportPath: "drivers/touch/goodix", Imports: of("drivers/sim")}, "and no other controller"},
		{listed{ImportPath: "drivers/touch/panel", Imports: of("drivers/touch/goodix", "drivers/line")}, ""},
		{listed{ImportPath: "drivers/touch/panel", Imports: of("drivers/idcard")}, "it chooses among"},
		{listed{ImportPath: "drivers/sim", Imports: of("drivers")}, "a simulator that knows its driver"},
		{listed{ImportPath: "drivers/sim", XTestImports: of("drivers/idcard")}, "a simulator that knows its driver"},
		{listed{ImportPath: "drivers/sim/paper", Imports: of("drivers/sim")}, ""},
		{listed{ImportPath: "drivers/sim/paper", Imports: of("drivers/escpos")}, "a simulator that knows its driver"},
		{listed{ImportPath: "screens", Imports: of("screens/ui")}, ""},
		{listed{ImportPath: "screens/ui", Imports: of("drivers")}, "screens/ui imports drivers"},
		{listed{ImportPath: "kiosk/journey", Imports: of("drivers")}, ""},
		{listed{ImportPath: "kiosk/journey", Imports: of("drivers/line")}, "a visit is pure"},
		{listed{ImportPath: "kiosk/journey", Imports: of("kiosk/hall")}, "a visit is pure"},
		{listed{ImportPath: "kiosk/hall", Imports: of("config", "drivers", "kiosk/hall/api")}, ""},
		{listed{ImportPath: "kiosk/hall", TestImports: of("kiosk/bench")}, "kiosk/hall imports kiosk/bench"},
		{listed{ImportPath: "kiosk/journal", Imports: of("kiosk/journey")}, "kiosk/journal imports kiosk/journey"},
		{listed{ImportPath: "kiosk/slip", Imports: of("drivers/escpos", "config")}, ""},
		{listed{ImportPath: "kiosk/cmd/kioskd", Deps: of("kiosk/journey", "drivers/idcard")}, ""},
		{listed{ImportPath: "kiosk/cmd/kioskd", Deps: of("drivers/sim")}, "kioskd links govkiosk/drivers/sim"},
		{listed{ImportPath: "kiosk/cmd/kioskd", Deps: of("kiosk/bench/control")}, "kioskd links govkiosk/kiosk/bench/control"},
		{listed{ImportPath: "kiosk/cmd/kioskd", Deps: []string{"github.com/nats-io/nats-server/v2/server"}}, "kioskd links github.com/nats-io/nats-server"},
		{listed{ImportPath: "kiosk/cmd/kioskd", Deps: of("kiosk/fleet/hub")}, "the hub is a server"},
		{listed{ImportPath: "kiosk/cmd/kiosksim", Deps: of("drivers/sim"), Imports: of("drivers/sim")}, ""},
		{listed{ImportPath: "pkg/util"}, "the top level is"},
	} {
		c.pkg.ImportPath = module + "/" + c.pkg.ImportPath
		got := broken(c.pkg)
		if c.want == "" && len(got) > 0 || c.want != "" && (len(got) != 1 || !strings.Contains(got[0], c.want)) {
			t.Errorf("%+v\ngot  %q\nwant %q", c.pkg, got, c.want)
		}
	}
}
