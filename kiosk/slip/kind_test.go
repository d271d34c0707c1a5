package slip

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"govkiosk/config"
	"govkiosk/drivers/escpos"
)

var update = flag.Bool("update", false, "write testdata/*.txt anew")

// onEveryPaper calls f for the sample of every kind on paper of both widths.
func onEveryPaper(t *testing.T, f func(t *testing.T, m *Maker, p Paper)) {
	for _, width := range []int{576, 384} {
		m := makerFor(t, width)
		for _, k := range Kinds() {
			t.Run(fmt.Sprintf("%s-%d", k, width), func(t *testing.T) {
				p, err := Sample(k)
				if err != nil {
					t.Fatal(err)
				}
				f(t, m, p)
			})
		}
	}
}

// What a person reads on the samples.
func TestSamplesRead(t *testing.T) {
	onEveryPaper(t, func(t *testing.T, m *Maker, p Paper) {
		d := m.Make(p)
		if d.Err() != nil {
			t.Fatal(d.Err())
		}
		file := fmt.Sprintf("testdata/%s-%d.txt", p.Kind(), m.width)
		if *update {
			if err := os.WriteFile(file, []byte(d.Text()), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if got := d.Text(); got != string(want) {
			t.Errorf("reads\n%s\nwant\n%s", got, want)
		}
	})
}

// A slip must be on the wire in 2.5 s at 115200 baud, and be printed without a
// character that the make lacks. Where all of it is a picture it is printed
// while it comes; the ticket then takes 4 s, and longer papers take longer.
func TestSamplesOnTheWire(t *testing.T) {
	const most = 115200 / 10 * 5 / 2
	const asPicture = 115200 / 10 * 4
	onEveryPaper(t, func(t *testing.T, m *Maker, p Paper) {
		for _, name := range escpos.ProfileNames() {
			profile, _ := escpos.ProfileOf(name)
			profile.Width = m.width
			b, missing := m.Make(p).Encode(profile)
			if len(missing) > 0 {
				t.Errorf("%s: missing %q", name, string(missing))
			}
			most := most
			if profile.Encoding == escpos.EncodingNone {
				most = asPicture
			}
			if long := most == asPicture && p.Kind() != "ticket"; !long && len(b) > most {
				t.Errorf("%s: %d bytes, want at most %d", name, len(b), most)
			}
			if !bytes.HasPrefix(b, []byte("\x1b@")) {
				t.Errorf("%s: does not begin with ESC @", name)
			}
		}
	})
}

// Quoting reaches texts, structs and slices: a map or a pointer would bring
// markup in.
func TestFactsCanBeQuoted(t *testing.T) {
	var walk func(at string, f reflect.Type)
	walk = func(at string, f reflect.Type) {
		switch f.Kind() {
		case reflect.String, reflect.Int, reflect.Bool, reflect.Float64:
		case reflect.Slice:
			walk(at+"[]", f.Elem())
		case reflect.Struct:
			if f == reflect.TypeFor[time.Time]() {
				return
			}
			for _, field := range reflect.VisibleFields(f) {
				if !field.IsExported() {
					t.Errorf("%s.%s: a template cannot see it", at, field.Name)
					continue
				}
				walk(at+"."+field.Name, field.Type)
			}
		default:
			t.Errorf("%s is a %s", at, f.Kind())
		}
	}
	for _, p := range kinds {
		walk(string(p.Kind()), reflect.TypeOf(p))
	}
}

func TestKindsAreNamedOnce(t *testing.T) {
	seen := map[Kind]bool{}
	for _, k := range Kinds() {
		if seen[k] {
			t.Errorf("%s twice", k)
		}
		seen[k] = true
	}
	if _, err := Sample("bill"); err == nil || !strings.Contains(err.Error(), "there are ticket, receipt") {
		t.Errorf("a bill: %v", err)
	}
}

// The configured template prints, and what is wrong with one is told where it
// is.
func TestConfiguredTemplates(t *testing.T) {
	c := config.Default()
	dir := t.TempDir()
	file := func(name, text string) string {
		if err := os.WriteFile(dir+"/"+name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return dir + "/" + name
	}
	c.Slips = map[string]string{"ticket": file("good", "text 我厅 {{.Number}}\ncut\n")}
	if found := Check(c); len(found) > 0 {
		t.Fatal(found)
	}
	m, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	if got := m.Make(sampleTicket()).Text(); got != " 我厅 A037\n" {
		t.Errorf("the ticket reads %q", got)
	}
	c.Slips = map[string]string{
		"bill":    "/x",
		"receipt": dir + "/gone",
		"ticket":  file("bad", "text x\n\nnumber {{.Nummer}}\ncut\n"),
	}
	found := Check(c)
	for i, want := range []string{
		`slips.bill: no paper "bill"; there are ticket, receipt`,
		"slips.receipt: " + dir + "/gone cannot be read: no such file or directory",
		dir + "/bad:3: slips.ticket: no field .Nummer; there are .Ahead, ",
	} {
		if i >= len(found) || !strings.HasPrefix(found[i].String(), want) {
			t.Errorf("%v\nwant %s", found, want)
		}
	}
	if _, err := New(c); err == nil {
		t.Error("a Maker is made of them")
	}
}
