package main

import (
	"encoding/binary"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"govkiosk/screens"
	"govkiosk/screens/sample"
	"govkiosk/screens/ui"
)

// screenFile writes a display's file of 8 × 8 pixels with a name of 7 bytes
// and two colours before them.
func screenFile(t *testing.T, pixels int) string {
	t.Helper()
	words := make([]uint32, xwdWords)
	words[xwdHeaderSize], words[xwdWidth], words[xwdHeight], words[xwdStride], words[xwdColours] = 4*xwdWords+7, 8, 8, 32, 2
	var data []byte
	for _, v := range words {
		data = binary.BigEndian.AppendUint32(data, v)
	}
	data = append(data, make([]byte, 7+2*xwdColour)...)
	for i := range pixels {
		data = binary.LittleEndian.AppendUint32(data, 0xFF000000|uint32(i))
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "Xvfb_screen0"), data, 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestFramebufferReadsPixels(t *testing.T) {
	f, err := openFramebuffer(screenFile(t, 64))
	if err != nil {
		t.Fatal(err)
	}
	defer f.close()
	if got := f.at(5, 2); got != 21 {
		t.Errorf("the pixel at 5, 2 is %06x, want that of place 21", got)
	}
	if s := f.samples(); !f.shows(s) || f.shows([]uint32{1}) {
		t.Errorf("samples %v: not the picture they were taken of", s)
	}
	if _, err := openFramebuffer(screenFile(t, 63)); err == nil {
		t.Error("a file that lacks a pixel was taken")
	}
}

// The browser gets every word and every pictogram of the page, and each key
// holds what stands on it.
func TestWebPageHasTheWholePage(t *testing.T) {
	fonts, err := ui.LoadFonts(ui.DebianRegular, ui.DebianBold, ui.DebianFamily)
	if err != nil {
		t.Fatal(err)
	}
	defer fonts.Close()
	page := screens.Layout(sample.Home(screens.English), sample.Column, fonts, screens.Glass{})
	html, err := webPage(page.List, ui.NewMetrics(1080, 1920, 21.5))
	if err != nil {
		t.Fatal(err)
	}
	icons := 0
	for _, it := range page.Items {
		switch op := it.Op.(type) {
		case ui.Text:
			if !strings.Contains(html, ">"+op.S+"</b>") {
				t.Errorf("the browser's page lacks %q", op.S)
			}
		case ui.Icon, ui.Picture:
			icons++
		}
	}
	if n := strings.Count(html, "<svg"); n != icons {
		t.Errorf("%d drawings, want %d", n, icons)
	}
	first := html[strings.Index(html, "<button>"):]
	first = first[:strings.Index(first, "</button>")]
	if !strings.Contains(first, page.Targets[0].Label) || !strings.Contains(first, "class=box") {
		t.Errorf("the first key holds %s", first)
	}
}

func TestAFamilyHasItsChildren(t *testing.T) {
	cmd := exec.Command("sh", "-c", "sleep 60 & wait")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	var all []int
	for range 500 {
		var err error
		if all, err = family(cmd.Process.Pid); err != nil {
			t.Fatal(err)
		}
		if len(all) == 2 {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if len(all) != 2 {
		t.Fatalf("a shell with a child is %d processes", len(all))
	}
	t.Cleanup(func() { p, _ := os.FindProcess(all[1]); p.Kill() })
	if n, err := memory(cmd.Process.Pid); err != nil || n < 100<<10 {
		t.Errorf("they hold %d bytes, %v", n, err)
	}
}

func TestQuantiles(t *testing.T) {
	var list []time.Duration
	for i := range 100 {
		list = append(list, time.Duration(i+1))
	}
	slices.Reverse(list)
	if m, p := quantile(list, .5), quantile(list, .99); m != 50 || p != 99 {
		t.Errorf("median %d, p99 %d of 1 to 100", m, p)
	}
	if one := quantile([]time.Duration{7}, .99); one != 7 {
		t.Errorf("p99 of a single 7 is %d", one)
	}
}
