package publish

import (
	"fmt"
	"os"
	"testing"
	"testing/fstest"

	"govkiosk/config"
)

// grown is the town with so many halls more in Lunan, a terminal in each.
func grown(t *testing.T, halls int, phone string) *config.Tree {
	t.Helper()
	places := "[LN-01]\nhall = \"lunan\"\ndistrict = \"lunan\"\n[LB-01]\nhall = \"lubei\"\ndistrict = \"lubei\"\n"
	files := fstest.MapFS{"hall/lunan.toml": {Data: []byte("[hall]\nphone = \"" + phone + "\"\n")}}
	for i := range halls {
		places += fmt.Sprintf("[LN-9%02d]\nhall = \"new-%d\"\ndistrict = \"lunan\"\n", i, i)
		files[fmt.Sprintf("hall/new-%d.toml", i)] = &fstest.MapFile{Data: []byte("[hall]\nphone = \"0315-7\"\n")}
	}
	files["places.toml"] = &fstest.MapFile{Data: []byte(places)}
	tree, err := config.ReadTree(files, "town")
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// A district takes in halls without anybody above it, and what every terminal
// of the province reads grows by nothing.
func TestDistrictTakesInHalls(t *testing.T) {
	p := begun(t)
	size := func() int64 {
		info, err := os.Stat(p.path("metadata/2.targets.json"))
		p.must(err)
		return info.Size()
	}
	p.sign("targets", grown(t, 0, "0315-1"), "targets")
	p.sign("district-lunan", grown(t, 0, "0315-1"), "lunan")
	p.publish()
	before := size()
	p.sign("district-lunan", grown(t, 40, "0315-6"), "lunan")
	p.publish()
	p.reads(p.terminal(nil), 1, "0315-6")
	if after := size(); after != before {
		t.Errorf("targets has %d bytes, and had %d", after, before)
	}
	if _, err := os.Stat(p.path("metadata/3.targets.json")); err == nil {
		t.Error("targets was signed anew")
	}
}

// What both may sign is the hall's alone, whoever was asked to sign first, and
// a district that signs it is not published.
func TestHallGoesBeforeItsDistrict(t *testing.T) {
	p := begun(t)
	tree := town(t, "0315-1")
	role, patterns, err := p.Delegate(config.LayerHall, "lunan", tree, Keys{Files: []string{p.pubs["lunan-2"]}}, 90)
	p.must(err)
	if want := []string{"hall/d-lunan/lunan.toml", "terminal/d-lunan/h-lunan/*.toml"}; fmt.Sprint(patterns) != fmt.Sprint(want) {
		t.Errorf("it signs %v", patterns)
	}
	p.sign("targets", tree, "targets")
	p.sign(role, town(t, "0315-5"), "lunan-2")
	if _, err := p.Publish(7, 7, p.keys["online"]); err == nil {
		t.Fatal("the district still signs for the hall, and it was published")
	}
	p.sign("district-lunan", tree, "lunan")
	p.publish()
	p.reads(p.terminal(nil), 3, "0315-5")
}
