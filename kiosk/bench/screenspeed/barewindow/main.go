// Command barewindow is the least that Ebitengine can do: a window of the
// panel's size that is filled once, and one tile in it that turns dark under
// the mouse. Frames come on demand, as in the terminal.
package main

//lint:file-ignore SA1019 Frames on demand are marked deprecated; the terminal
// uses them, so what it is compared with does too.

import (
	"fmt"
	"image"
	"image/color"
	"os"

	"github.com/hajimehoshi/ebiten/v2"
)

var (
	page = color.RGBA{0xF5, 0xF4, 0xF1, 0xFF}
	idle = color.RGBA{0x0B, 0x3D, 0x91, 0xFF}
	held = color.RGBA{0x06, 0x24, 0x57, 0xFF}
)

// window is x0 y0 x1 y1 of the tile on the command line.
type window struct {
	size    image.Point
	tile    image.Rectangle
	down    bool
	painted bool // once
	shown   bool // how the tile was painted last
}

func (w *window) Layout(int, int) (int, int) { return w.size.X, w.size.Y }

func (w *window) Update() error {
	w.down = ebiten.IsMouseButtonPressed(ebiten.MouseButtonLeft)
	return nil
}

func (w *window) Draw(screen *ebiten.Image) {
	if w.painted && w.shown == w.down {
		return
	}
	if !w.painted {
		screen.Fill(page)
	}
	tone := idle
	if w.down {
		tone = held
	}
	screen.SubImage(w.tile).(*ebiten.Image).Fill(tone)
	w.painted, w.shown = true, w.down
}

func main() {
	w := &window{size: image.Pt(1080, 1920)}
	_, err := fmt.Sscan(os.Args[1]+" "+os.Args[2]+" "+os.Args[3]+" "+os.Args[4],
		&w.tile.Min.X, &w.tile.Min.Y, &w.tile.Max.X, &w.tile.Max.Y)
	if err == nil {
		ebiten.SetFPSMode(ebiten.FPSModeVsyncOffMinimum)
		ebiten.SetScreenClearedEveryFrame(false)
		ebiten.SetWindowDecorated(false)
		ebiten.SetFullscreen(true)
		ebiten.SetCursorMode(ebiten.CursorModeHidden)
		err = ebiten.RunGameWithOptions(w, &ebiten.RunGameOptions{GraphicsLibrary: ebiten.GraphicsLibraryOpenGL, X11ClassName: "barewindow"})
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "barewindow:", err)
		os.Exit(1)
	}
}
