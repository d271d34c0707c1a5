package speech

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"govkiosk/config"
)

// The test's own program plays the programs of a machine: real children, with
// real pipes, that keep a book of what they were given.
func TestMain(m *testing.M) {
	if len(os.Args) > 2 && strings.HasPrefix(os.Args[1], "fake-") {
		if err := fake(os.Args[1], os.Args[2], os.Args[3:]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(3)
		}
		return
	}
	goleak.VerifyTestMain(m)
}

func fake(what, dir string, args []string) error {
	in, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	switch what {
	case "fake-synthesiser":
		text := strings.TrimSpace(string(in))
		if strings.Contains(text, "坏") {
			return fmt.Errorf("no voice %s", args[0])
		}
		note(dir, "made %s %s", strings.Join(args, " "), text)
		_, err := os.Stdout.Write(spoken(text).bytes(1))
		return err
	case "fake-player":
		w, err := parseWAV(in)
		if err != nil {
			return err
		}
		note(dir, "played %s %d", args[0], len(w.pcm))
		if _, err := os.Stat(filepath.Join(dir, "hang")); err == nil {
			child := exec.Command("sleep", "3600") // as a player that has a helper
			child.Stdout = os.Stdout
			child.Start()
			note(dir, "hangs %d %d", os.Getpid(), child.Process.Pid)
			time.Sleep(time.Hour)
		}
		if _, err := os.Stat(filepath.Join(dir, "broken")); err == nil {
			return fmt.Errorf("no such device %s", args[0])
		}
	}
	return nil
}

// spoken is the sound of a text: as many samples as it has bytes.
func spoken(text string) wav {
	return wav{rate: 8000, channels: 1, pcm: bytes.Repeat([]byte{0, 16}, len(text))}
}

// note adds a line to the book. Lines are short: the kernel adds them whole.
func note(dir, format string, args ...any) {
	f, err := os.OpenFile(filepath.Join(dir, "book"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		panic(err)
	}
	defer f.Close()
	fmt.Fprintf(f, format+"\n", args...)
}

// rig is a Sound whose programs keep a book.
type rig struct {
	*Sound
	t   *testing.T
	dir string
}

func newRig(t *testing.T, change func(*config.Speech)) *rig {
	t.Helper()
	r := &rig{t: t, dir: t.TempDir()}
	c := config.Default().Speech
	c.Synthesiser = []string{os.Args[0], "fake-synthesiser", r.dir, "{lang}", "{voice}", "{rate}"}
	c.Player = []string{os.Args[0], "fake-player", r.dir, "{device}"}
	c.Speaker, c.Headset = "hall", "ear"
	if change != nil {
		change(&c)
	}
	r.Sound = New(c)
	t.Cleanup(r.Close)
	return r
}

func (r *rig) book() []string {
	b, _ := os.ReadFile(filepath.Join(r.dir, "book"))
	return strings.Split(strings.TrimSpace(string(b)), "\n")
}

func (r *rig) mark(name string) { os.WriteFile(filepath.Join(r.dir, name), nil, 0o600) }

// say says and waits for the end.
func (r *rig) say(q Request) (heard []int, err error) {
	r.t.Helper()
	end := make(chan error, 1)
	r.Say(q, func(n int) { heard = append(heard, n) }, func(err error) { end <- err })
	select {
	case err = <-end:
	case <-time.After(20 * time.Second):
		r.t.Fatalf("it never ends: %q", r.book())
	}
	return heard, err
}

// until waits for a line of the book and returns it.
func (r *rig) until(prefix string) string {
	r.t.Helper()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		for _, line := range r.book() {
			if strings.HasPrefix(line, prefix) {
				return line
			}
		}
	}
	r.t.Fatalf("never: %s; %q", prefix, r.book())
	return ""
}
