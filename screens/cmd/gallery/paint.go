package main

import (
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"golang.org/x/image/draw"

	"govkiosk/screens"
	"govkiosk/screens/ui"
)

// painted is a picture with what its layout says of itself.
type painted struct {
	picture
	Shrink   float64
	Problems []string // texts that stick out, millimetres that are missing
}

// paintAll paints the pictures on every core. Headless: nothing opens a window.
func paintAll(dir string, list []picture, fonts *ui.Fonts) ([]painted, error) {
	out, errs := make([]painted, len(list)), make([]error, len(list))
	next := make(chan int)
	var all sync.WaitGroup
	for range runtime.NumCPU() {
		all.Go(func() {
			hands := map[string]*ui.Canvas{}
			for i := range next {
				out[i], errs[i] = paintOne(dir, list[i], hands, fonts)
			}
		})
	}
	for i := range list {
		next <- i
	}
	close(next)
	all.Wait()
	return out, errors.Join(errs...)
}

// paintOne lays a picture out, paints it and writes it with its thumbnail.
func paintOne(dir string, p picture, canvases map[string]*ui.Canvas, fonts *ui.Fonts) (painted, error) {
	panel := p.glass.panel
	c, ok := canvases[p.Panel]
	if !ok {
		c = ui.NewCanvas(ui.NewMetrics(panel.WidthPx, panel.HeightPx, panel.DiagonalIn), panel.WidthPx, panel.HeightPx, fonts)
		canvases[p.Panel] = c
	}
	glass := screens.Glass{Since: 10 * time.Second}
	if strings.Contains(p.Page, "pressed") {
		glass.Pressed = screens.Intent{Do: screens.ActService, Arg: "guide"}
	}
	page := screens.Layout(p.view, panel, fonts, glass)
	c.Paint(page.List)
	done := painted{picture: p, Shrink: page.Shrink, Problems: problems(page)}
	file := filepath.Join(dir, p.File())
	return done, errors.Join(save(file, c.Img), save(filepath.Join(dir, "small", p.File()), thumbnail(c.Img)))
}

func problems(page screens.Page) []string {
	var out []string
	if page.Over > 0 {
		out = append(out, fmt.Sprintf("%.1f mm too high", page.Over))
	}
	for _, s := range page.Cut {
		out = append(out, fmt.Sprintf("cut: %s", s))
	}
	return out
}

// thumbnail is a quarter as wide and as high.
func thumbnail(img image.Image) image.Image {
	small := image.NewRGBA(image.Rect(0, 0, img.Bounds().Dx()/4, img.Bounds().Dy()/4))
	draw.ApproxBiLinear.Scale(small, small.Bounds(), img, img.Bounds(), draw.Src, nil)
	return small
}

func save(path string, img image.Image) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	enc := png.Encoder{CompressionLevel: png.BestSpeed}
	return errors.Join(enc.Encode(f, img), f.Close())
}
