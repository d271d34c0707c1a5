package config

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

// least is the least that makes a file valid: what only the installation knows.
const least = `[terminal]
id = "T-1"
place = { zh = "一楼" }
[hall]
name = { zh = "测试大厅" }
[api]
url = "http://127.0.0.1:8480"
`

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// problems loads the files and returns what is wrong, without the folder.
func problems(t *testing.T, paths ...string) []string {
	t.Helper()
	_, err := Load(paths...)
	if err == nil {
		return nil
	}
	var ps Problems
	if !errors.As(err, &ps) {
		t.Fatalf("error is %T, not Problems: %v", err, err)
	}
	var lines []string
	for _, p := range ps {
		p.File = filepath.Base(p.File)
		lines = append(lines, p.String())
	}
	return lines
}

func TestLeastFileGivesDefaults(t *testing.T) {
	c, err := Load(write(t, "a.toml", least))
	if err != nil {
		t.Fatal(err)
	}
	if c.Terminal.ID != "T-1" || c.Hall.Name.Zh != "测试大厅" {
		t.Errorf("file not read: %+v", c.Terminal)
	}
	if c.Policy.Visit != 90*time.Second || c.Reader.Baud != 115200 || c.Printer.Profile != "masung" {
		t.Errorf("defaults lost: visit %v, reader %d, printer %q", c.Policy.Visit, c.Reader.Baud, c.Printer.Profile)
	}
	if !c.Services["queue"].Offered || c.Services["pickup"].Offered {
		t.Errorf("services: %+v", c.Services)
	}
}

func TestLaterFileWins(t *testing.T) {
	c, err := Load(write(t, "a.toml", least), write(t, "b.toml",
		"[policy]\nvisit = \"2m\"\n[services.queue]\nelse = { zh = \"请到前台\" }\n[screen]\ndiagonal_in = 32\n"))
	if err != nil {
		t.Fatal(err)
	}
	if c.Policy.Visit != 2*time.Minute || c.Screen.DiagonalIn != 32 {
		t.Errorf("visit %v, diagonal %v", c.Policy.Visit, c.Screen.DiagonalIn)
	}
	if q := c.Services["queue"]; !q.Offered || q.Else.Zh != "请到前台" {
		t.Errorf("queue: %+v; want offered kept and where else set", q)
	}
}

func TestExampleIsValidAndSaysTheDefaults(t *testing.T) {
	c, err := Load("example.toml")
	if err != nil {
		t.Fatal(err)
	}
	d := Default()
	c.Reader.Port, c.Printer.Port, c.Touch.Port = "", "", ""
	c.Scanner.Port, c.Cabinet.Port = "", ""
	c.Screen.DiagonalIn = 0 // no default can know it
	for what, same := range map[string]bool{
		"screen": fmt.Sprint(c.Screen) == fmt.Sprint(d.Screen), "reader": c.Reader == d.Reader, "printer": c.Printer == d.Printer,
		"touch": c.Touch == d.Touch, "journal": c.Journal == d.Journal, "control": c.Control == d.Control,
		"policy": reflect.DeepEqual(c.Policy, d.Policy), "hall.else": c.Hall.Else == d.Hall.Else, "queue": c.Services["queue"] == d.Services["queue"],
		"scanner": c.Scanner == d.Scanner, "cabinet": fmt.Sprint(c.Cabinet) == fmt.Sprint(d.Cabinet),
		"gateway": fmt.Sprint(c.API.Gateway) == fmt.Sprint(d.API.Gateway),
	} {
		if !same {
			t.Errorf("%s: the example calls a value default that is not", what)
		}
	}
}

// The example names every key, so that nobody has to read the program.
func TestExampleNamesEveryKey(t *testing.T) {
	data, err := os.ReadFile("example.toml")
	if err != nil {
		t.Fatal(err)
	}
	keys := indexLines(data)
	for _, want := range allKeys(Default()) {
		if _, known := keys.line(want); known != want {
			t.Errorf("example.toml does not name %s", want)
		}
	}
}

func TestEverythingIsToldAtOnce(t *testing.T) {
	got := problems(t, write(t, "bad.toml", `[terminal]
id = "has space"
[reader]
bode = 9600
baud = "fast"
poll_every = "100ms"
[policy]
visit = 90
warn_before = "5s"
[services.fly]
offered = true
`))
	want := []string{
		"bad.toml:1: api.url: missing",
		"bad.toml:1: hall.name.zh: missing",
		"bad.toml:1: terminal.place.zh: missing",
		`bad.toml:2: terminal.id: want 1 to 32`,
		"bad.toml:4: reader.bode: unknown key",
		`bad.toml:5: reader.baud: want a whole number, got the text "fast"`,
		"bad.toml:6: reader.poll_every: want 300ms to 10s, got 100ms",
		"bad.toml:8: policy.visit: want a duration in quotes",
		"bad.toml:9: policy.warn_before: want 20s to 10m0s, got 5s",
		"bad.toml:10: services.fly: unknown service",
	}
	if !slices.EqualFunc(got, want, strings.HasPrefix) {
		t.Errorf("got\n%s\nwant lines that begin\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestProblemNamesTheFileThatSaysIt(t *testing.T) {
	got := problems(t, write(t, "a.toml", least), write(t, "b.toml", "\n[api]\nattempts = 99\n"))
	if len(got) != 1 || !strings.HasPrefix(got[0], "b.toml:3: api.attempts: ") {
		t.Errorf("got %q", got)
	}
}

func TestNoOtherComplaintsAfterAFileThatIsNoTOML(t *testing.T) {
	got := problems(t, write(t, "a.toml", "[terminal\nid = 3\n"), write(t, "b.toml", "[screen]\nnope = 1\n"))
	if len(got) != 2 || !strings.HasPrefix(got[0], "a.toml:1: ") || !strings.HasPrefix(got[1], "b.toml:2: screen.nope: ") {
		t.Errorf("got %q", got)
	}
}

// The default of a value that could not be read is not what the file says.
func TestValueThatCannotBeReadIsToldOnce(t *testing.T) {
	got := problems(t, write(t, "a.toml", least), write(t, "b.toml", "[api]\nurl = 80\n"))
	if len(got) != 1 || got[0] != "b.toml:2: api.url: want text in quotes, got 80" {
		t.Errorf("got %q", got)
	}
	got = problems(t, write(t, "c.toml", strings.ReplaceAll(least, `"T-1"`, "1")))
	if len(got) != 1 || !strings.HasPrefix(got[0], "c.toml:2: terminal.id: want text in quotes, got 1") {
		t.Errorf("got %q", got)
	}
}

func TestFileThatIsNotThere(t *testing.T) {
	got := problems(t, filepath.Join(t.TempDir(), "gone.toml"))
	if len(got) != 1 || got[0] != "gone.toml: cannot be read: no such file or directory" {
		t.Errorf("got %q", got)
	}
}
