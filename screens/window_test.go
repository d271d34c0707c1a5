package screens_test

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"image"
	"io"
	"log"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"

	"govkiosk/screens"
	"govkiosk/screens/sample"
)

// The window is Ebitengine's and needs the main goroutine and a process of its
// own: the test's program is started once more, as that window.
const asWindow = "SCREENS_TEST_WINDOW"

func TestMain(m *testing.M) {
	if os.Getenv(asWindow) != "" {
		os.Exit(showPages())
	}
	os.Exit(m.Run())
}

// showPages shows the page that each line of the input names, and answers when
// it stands on the glass.
func showPages() int {
	app, err := screens.New(screens.Options{Panel: column, Fullscreen: true, Class: asWindow})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	views := map[string]screens.View{}
	for _, n := range sample.Views(screens.Chinese) {
		views[n.Name] = n.View
	}
	go func() {
		defer app.Quit()
		lines := bufio.NewScanner(os.Stdin)
		for lines.Scan() {
			app.Show(views[lines.Text()])
			for t := app.Tree(); t.Painted != t.Shown; t = app.Tree() {
				time.Sleep(time.Millisecond)
			}
			fmt.Println(lines.Text())
		}
	}()
	if err := app.Run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// What stands in the window is what was painted, the first page through
// Ebitengine and the next ones by the short way.
func TestTheWindowShowsThePages(t *testing.T) {
	w := openWindow(t)
	fonts := loadFonts(t)
	for _, name := range []string{"02-home", "27-night-home", "02-home-help-called", "09-eticket", "02-home"} {
		w.show(name)
		want := painted(named(t, name, screens.Chinese), column, fonts)
		if n := differ(w.picture(), want); n > 0 {
			t.Errorf("%s: %d pixels of the window are not those of the page", name, n)
		}
	}
}

type window struct {
	t    *testing.T
	in   io.Writer
	out  *bufio.Scanner
	conn *xgb.Conn
}

func openWindow(t *testing.T) *window {
	t.Helper()
	display := screenOf(t)
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), asWindow+"=1", "DISPLAY="+display)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	xgb.Logger = log.New(io.Discard, "", 0)
	conn, err := xgb.NewConnDisplay(display)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		conn.Close()
		in.Close()
		if err := cmd.Wait(); err != nil {
			t.Errorf("the window ended: %v", err)
		}
	})
	return &window{t, in, bufio.NewScanner(out), conn}
}

// screenOf starts a display of the panel's size: the one that the tests run on
// is larger than the panel.
func screenOf(t *testing.T) string {
	t.Helper()
	ours, theirs, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer ours.Close()
	cmd := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1080x1920x24", "-nolisten", "tcp", "-noreset", "-nocursor")
	cmd.ExtraFiles = []*os.File{theirs}
	if err := cmd.Start(); err != nil {
		t.Fatalf("%v: Debian package xvfb", err)
	}
	theirs.Close()
	t.Cleanup(func() { cmd.Process.Signal(os.Interrupt); cmd.Wait() })
	number := bufio.NewScanner(ours)
	if !number.Scan() {
		t.Fatal("Xvfb gave no display number")
	}
	return ":" + number.Text()
}

func (w *window) show(name string) {
	w.t.Helper()
	fmt.Fprintln(w.in, name)
	if !w.out.Scan() || w.out.Text() != name {
		w.t.Fatalf("%s was not shown", name)
	}
}

func (w *window) picture() image.Image {
	w.t.Helper()
	root := xproto.Setup(w.conn).DefaultScreen(w.conn).Root
	got, err := xproto.GetImage(w.conn, xproto.ImageFormatZPixmap, xproto.Drawable(root), 0, 0,
		uint16(column.WidthPx), uint16(column.HeightPx), 0xFFFFFFFF).Reply()
	if err != nil {
		w.t.Fatal(err)
	}
	img := image.NewRGBA(image.Rect(0, 0, column.WidthPx, column.HeightPx))
	for i := 0; i < len(img.Pix); i += 4 {
		v := binary.LittleEndian.Uint32(got.Data[i:])
		img.Pix[i], img.Pix[i+1], img.Pix[i+2], img.Pix[i+3] = byte(v>>16), byte(v>>8), byte(v), 0xFF
	}
	return img
}
