package screens_test

import (
	"flag"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/image/draw"

	"govkiosk/screens"
	"govkiosk/screens/sample"
	"govkiosk/screens/ui"
)

var update = flag.Bool("update", false, "write the golden pictures anew")

// goldens are one page of each kind; the rest of the pages is tested as
// layout. Each is a third as wide and as high as the panel.
var goldens = []struct {
	name  string
	panel screens.Panel
	lang  screens.Lang
}{
	{"01-attract", column, screens.Chinese},
	{"02-home", column, screens.Chinese},
	{"06-list", column, screens.Chinese},
	{"08-ticket-take", column, screens.English},
	{"12-case", desk, screens.Chinese},
	{"17-elder-home", column, screens.Chinese},
	{"18-contrast-home", column, screens.Chinese},
	{"33-calendar-slots", desk, screens.English},
}

// A page looks as it did when somebody last looked at it. A picture that is not
// there fails; go test -run Golden ./screens -update writes them all.
func TestGoldenPages(t *testing.T) {
	fonts := loadFonts(t)
	for _, g := range goldens {
		t.Run(g.name, func(t *testing.T) {
			got := shrunk(painted(named(t, g.name, g.lang), g.panel, fonts))
			file := filepath.Join("testdata", g.name+"-"+string(g.lang)+".png")
			if *update {
				write(t, file, got)
			}
			if far := differ(read(t, file), got); far > 0 {
				saw := filepath.Join(os.TempDir(), filepath.Base(file))
				write(t, saw, got)
				t.Errorf("%d pixels look different from %s: see %s", far, file, saw)
			}
		})
	}
}

func named(t *testing.T, name string, lang screens.Lang) screens.View {
	t.Helper()
	for _, n := range sample.Views(lang) {
		if n.Name == name {
			return n.View
		}
	}
	t.Fatalf("no page is called %s", name)
	return screens.View{}
}

func painted(v screens.View, p screens.Panel, fonts *ui.Fonts) *image.RGBA {
	c := ui.NewCanvas(ui.NewMetrics(p.WidthPx, p.HeightPx, p.DiagonalIn), p.WidthPx, p.HeightPx, fonts)
	c.Paint(screens.Layout(v, p, fonts, screens.Glass{Since: 10 * time.Second}).List)
	return c.Img
}

func shrunk(img *image.RGBA) *image.RGBA {
	small := image.NewRGBA(image.Rect(0, 0, img.Rect.Dx()/3, img.Rect.Dy()/3))
	draw.ApproxBiLinear.Scale(small, small.Rect, img, img.Rect, draw.Src, nil)
	return small
}

// tolerance is how far a channel may be from the golden one: processors round
// edges of letters differently, and fonts of the same release do not.
const tolerance = 24

func differ(want image.Image, got *image.RGBA) int {
	if want.Bounds() != got.Rect {
		return got.Rect.Dx() * got.Rect.Dy()
	}
	w := image.NewRGBA(got.Rect)
	draw.Draw(w, w.Rect, want, image.Point{}, draw.Src)
	n := 0
	for i := 0; i < len(w.Pix); i += 4 {
		if off(w.Pix[i], got.Pix[i]) > tolerance || off(w.Pix[i+1], got.Pix[i+1]) > tolerance || off(w.Pix[i+2], got.Pix[i+2]) > tolerance {
			n++
		}
	}
	return n
}

func off(a, b uint8) int { return max(int(a)-int(b), int(b)-int(a)) }

func read(t *testing.T, file string) image.Image {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatalf("%v: look at the page, then write it with -update", err)
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func write(t *testing.T, file string, img image.Image) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	enc := png.Encoder{CompressionLevel: png.BestCompression}
	if err := enc.Encode(f, img); err != nil {
		t.Fatal(err)
	}
}

// The tolerance forgives the edge of a letter and no other colour, word or place.
func TestGoldenTolerance(t *testing.T) {
	fonts := loadFonts(t)
	v := sample.Home(screens.Chinese)
	page := shrunk(painted(v, column, fonts))
	soft := image.NewRGBA(page.Rect)
	copy(soft.Pix, page.Pix)
	for i := range soft.Pix {
		soft.Pix[i] = uint8(min(255, int(soft.Pix[i])+tolerance/2))
	}
	if n := differ(page, soft); n > 0 {
		t.Errorf("%d pixels of a slightly lighter page count", n)
	}
	other := v
	other.Seconds = 85
	if n := differ(page, shrunk(painted(other, column, fonts))); n == 0 {
		t.Error("85 seconds in place of 86 are not seen")
	}
	other = v
	other.Theme = screens.ThemeElder
	if n := differ(page, shrunk(painted(other, column, fonts))); n < 1000 {
		t.Errorf("another theme differs in %d pixels only", n)
	}
}
