package main

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pelletier/go-toml/v2"
	"golang.org/x/sys/unix"

	"govkiosk/kiosk/fleet/hub/local"
)

// file is settings on free ports of the loopback.
func file(t *testing.T, more string) string {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, "kioskhub.toml")
	text := `dir = "` + dir + `/hub"` + "\n" + more
	for _, part := range []string{"terminals", "hints", "people", "metrics"} {
		text += "\n[" + part + "]\nlisten = \"127.0.0.1:0\"\n"
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// call runs the program to its end.
func call(t *testing.T, stdin string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	code = run(t.Context(), args, strings.NewReader(stdin), &out, &err)
	return code, out.String(), err.String()
}

const password = "correct horse battery\n"

// buffer is what a program that runs writes.
type buffer struct {
	mu    sync.Mutex
	all   bytes.Buffer
	ready chan struct{} // closed when it has said so
	once  sync.Once
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	n, err := b.all.Write(p)
	if strings.Contains(b.all.String(), "kioskhub: ready") {
		b.once.Do(func() { close(b.ready) })
	}
	return n, err
}

func (b *buffer) text() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.all.String()
}

func TestAHubIsSetUpAndRunAndAskedFromTheShell(t *testing.T) {
	config := "--config=" + file(t, "")
	if code, _, said := call(t, "", config, "run"); code != 1 || !strings.Contains(said, "kioskhub init") {
		t.Errorf("before init: %d, %s", code, said)
	}
	if code, _, said := call(t, "short\nshort\n", config, "init", "--admin", "li"); code != 1 || !strings.Contains(said, "12 to 128") {
		t.Errorf("a short password: %d, %s", code, said)
	}
	if code, out, said := call(t, password+password, config, "init", "--admin", "li"); code != 0 || out != "li is admin\n" {
		t.Fatalf("%d, %s %s", code, out, said)
	}
	if code, _, said := call(t, password+password, config, "init", "--admin", "wang"); code != 1 || !strings.Contains(said, "has its people") {
		t.Errorf("a second first admin: %d, %s", code, said)
	}

	ctx, stop := context.WithCancel(t.Context())
	log := &buffer{ready: make(chan struct{})}
	done := make(chan int, 1)
	go func() { done <- run(ctx, []string{config, "run"}, strings.NewReader(""), log, log) }()
	dir := filepath.Dir(strings.TrimPrefix(config, "--config="))
	select {
	case <-log.ready:
	case code := <-done:
		t.Fatalf("it ended with %d: %s", code, log.text())
	}
	if _, runs := local.Dial(ctx, dir+"/hub"); !runs {
		t.Fatal("it does not answer on its socket")
	}
	for _, c := range []struct {
		stdin string
		args  []string
		code  int
		want  string
	}{
		{"", []string{"code", "LN-1", "LN-2"}, 0, "LN-2 "},
		{"", []string{"code", "--hall", "lunan"}, 0, "-"},
		{"", []string{"code"}, 2, "say for which"},
		{"", []string{"code", "../x"}, 1, "no name of a terminal"},
		{password + password, []string{"people", "add", "wang", "--role", "operator", "--district", "lunan"}, 0, ""},
		{password + "another one altogether\n", []string{"people", "add", "zhao"}, 1, "not the same"},
		{"", []string{"people", "add", "zhao", "--role", "king", "--provider"}, 2, "want the role"},
		{"", []string{"authority", "retire"}, 1, "no rotation is under way"},
		{"", []string{"authority", "rotate"}, 0, "next: "},
		{"", []string{"authority", "rotate"}, 1, "under way already"},
		{"", []string{"authority", "retire"}, 1, "switch first"},
		{"", []string{"authority", "switch"}, 0, "old: "},
		{"", []string{"authority", "retire"}, 0, "terminals: 0"},
		{"", []string{"authority", "status"}, 0, "signs: "},
		{"", []string{"people", "list"}, 0, "wang  operator  district lunan  password"},
		{"", []string{"people", "role", "wang", "--role", "viewer"}, 0, ""},
		{"", []string{"people", "remove", "li"}, 1, "somebody has to remain"},
		{"", []string{"people", "token", "wang", "backup", "--days", "3"}, 0, ""},
		{"", []string{"certificates", "list"}, 0, ""},
		{"", []string{"certificates", "revoke", "LN-9", "--why", "stolen"}, 1, "no such terminal"},
		{"", []string{"certificates", "revoke", "LN-9"}, 2, "--why"},
		{"", []string{"check"}, 0, "audit: "},
		{"", []string{"backup", dir + "/backup"}, 0, "tables and logs"},
		{"", []string{"backup", dir + "/none/backup"}, 1, "no such file"},
		{"", []string{"restore", dir + "/backup"}, 1, "there is a hub in"},
		{"", []string{"run"}, 1, "another hub runs"},
	} {
		code, out, said := call(t, c.stdin, append([]string{config}, c.args...)...)
		if code != c.code || !strings.Contains(out+said, c.want) {
			t.Errorf("%v: %d\n%s%s", c.args, code, out, said)
		}
	}
	at := log.text()[strings.Index(log.text(), "people=")+len("people="):]
	answer, err := http.Post("http://"+strings.Fields(at)[0]+"/api/v1/login", "application/json", strings.NewReader(`{"id":"li","password":"`+strings.TrimSpace(password)+`","days":1}`))
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	var token struct {
		Token string `json:"token"`
	}
	if err := json.NewDecoder(answer.Body).Decode(&token); err != nil || len(token.Token) < 40 {
		t.Errorf("%+v, %v", token, err)
	}
	http.DefaultClient.CloseIdleConnections()
	stop()
	if code := <-done; code != 0 {
		t.Errorf("it ended with %d: %s", code, log.text())
	}
	// A hub that is about to start, or to end, has its store and no socket: it is
	// waited for.
	lock, err := os.OpenFile(dir+"/hub/lock", os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := unix.Flock(int(lock.Fd()), unix.LOCK_EX); err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(300*time.Millisecond, func() { lock.Close() })
	if code, out, said := call(t, "", config, "people", "list"); code != 0 || !strings.Contains(out, "wang  viewer") {
		t.Errorf("while a hub starts: %d\n%s%s", code, out, said)
	}
	if err := os.Rename(dir+"/hub", dir+"/lost"); err != nil {
		t.Fatal(err)
	}
	for _, c := range [][2]string{{"restore " + dir + "/backup", "revocations and people first"}, {"people list", "wang  viewer"}} {
		if code, out, said := call(t, "", append([]string{config}, strings.Fields(c[0])...)...); code != 0 || !strings.Contains(out, c[1]) {
			t.Errorf("%s: %d\n%s%s", c[0], code, out, said)
		}
	}
}

func TestSettingsThatCannotBeUsed(t *testing.T) {
	for more, want := range map[string]string{
		"nonsense = 1": "nonsense", "names = 3": "kioskhub.toml:2:9", "dir": "kioskhub.toml:",
		"[events]\nkeep_days = 0": "events.keep_days", "[nats]\nreplicas = 3": "nats.replicas", "[publish]\nkeys = [\"/k\"]": "repository.dir",
	} {
		code, _, said := call(t, "", "--config="+file(t, more), "check")
		if code != 2 || !strings.Contains(said, want) {
			t.Errorf("%q: %d, %s", more, code, said)
		}
	}
	if code, _, said := call(t, "", "--config=/nowhere.toml", "check"); code != 2 || !strings.Contains(said, "/nowhere.toml") {
		t.Errorf("%d, %s", code, said)
	}
}

// The example says what holds where nothing is said.
func TestTheExampleIsWhatIsUsual(t *testing.T) {
	s, err := readSettings("example.toml")
	if err != nil {
		t.Fatal(err)
	}
	s.Names = nil // of an example
	text := func(s settings) string {
		b, err := toml.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	if got, want := text(s), text(usual()); !reflect.DeepEqual(strings.Split(got, "\n"), strings.Split(want, "\n")) {
		t.Errorf("the example\n%s\nusual\n%s", got, want)
	}
}
