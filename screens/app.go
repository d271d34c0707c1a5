package screens

import (
	"errors"
	"sync"
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"govkiosk/screens/ui"
)

// Options are what an App is made of.
type Options struct {
	Panel       Panel
	FontRegular string // file of the regular weight; empty: Noto Sans CJK of Debian
	FontBold    string
	FontFamily  string   // face within the collection; empty: Noto Sans CJK SC
	FontSpares  []string // files asked in turn for rare characters; empty: those of Debian
	Languages   string   // folder with more catalogues, NAME.toml; empty: none
	Langs       []Lang   // that must have a catalogue
	Fullscreen  bool     // else a window
	WindowScale float64  // of the window, to fit a desk; 0 is 1
	Title       string
	Class       string // X11 class

	// OnIntent gets what the citizen did. It runs on Ebitengine's goroutine
	// and must not block.
	OnIntent func(Intent)
	// OnFocus gets where the keys beside the glass have brought the ring. Same
	// goroutine; it must not block.
	OnFocus func(Spot)
	// OnMouse gets the mouse, which is not looked at otherwise: a panel has its
	// own driver. Same goroutine.
	OnMouse func(Pointer)
}

func (o Options) withDefaults() Options {
	set := func(s *string, v string) {
		if *s == "" {
			*s = v
		}
	}
	set(&o.FontRegular, ui.DebianRegular)
	set(&o.FontBold, ui.DebianBold)
	set(&o.FontFamily, ui.DebianFamily)
	set(&o.Title, "govkiosk")
	set(&o.Class, "govkiosk")
	if o.WindowScale <= 0 {
		o.WindowScale = 1
	}
	return o
}

// App shows Views on the panel and tells what is touched.
//
// Frames come on demand: while nothing changes and nothing moves, no code runs.
type App struct {
	opts  Options
	fonts *ui.Fonts
	m     ui.Metrics

	mu       sync.Mutex
	view     View
	count    uint64 // Views handed in
	pointers []Pointer
	presses  []Press
	tree     Tree
	settled  time.Time // until then the page has just come
	quit     bool

	waker  waker
	screen *screen // Ebitengine's goroutine only
}

// New loads the fonts. An unreadable one is an error that names its file and
// the Debian package it comes from.
func New(o Options) (*App, error) {
	o = o.withDefaults()
	if o.Panel.WidthPx <= 0 || o.Panel.HeightPx <= 0 || o.Panel.DiagonalIn <= 0 {
		return nil, errors.New("screens: the panel's pixels and diagonal must be above zero")
	}
	if err := languagesOf(o); err != nil {
		return nil, err
	}
	fonts, err := ui.LoadFonts(o.FontRegular, o.FontBold, o.FontFamily, o.FontSpares...)
	if err != nil {
		return nil, err
	}
	a := &App{opts: o, fonts: fonts, m: ui.NewMetrics(o.Panel.WidthPx, o.Panel.HeightPx, o.Panel.DiagonalIn)}
	a.screen = newScreen(a)
	return a, nil
}

// Show makes v the page to show. The newest one wins. Any goroutine may call it.
func (a *App) Show(v View) {
	a.mu.Lock()
	a.view = v
	a.count++
	a.tree.Shown = a.count
	a.mu.Unlock()
	a.waker.ask()
}

// Push queues a report of a finger; reports keep their order. Any goroutine
// may call it.
func (a *App) Push(p Pointer) {
	if p.At.IsZero() {
		p.At = time.Now()
	}
	a.mu.Lock()
	a.pointers = append(a.pointers, p)
	a.mu.Unlock()
	a.waker.ask()
}

// Press queues a key beside the glass; keys keep their order. Any goroutine
// may call it.
func (a *App) Press(k Press) {
	if k.At.IsZero() {
		k.At = time.Now()
	}
	a.mu.Lock()
	a.presses = append(a.presses, k)
	a.mu.Unlock()
	a.waker.ask()
}

// Turn does what a frame does and shows nothing: it is for a terminal without
// a window, one goroutine at a time, in place of Run.
func (a *App) Turn() error {
	err := a.screen.Update()
	a.screen.glass.drawn = a.screen.shown
	a.screen.glass.put()
	a.screen.publish()
	return err
}

// Tree is what is on the glass now.
func (a *App) Tree() Tree {
	a.mu.Lock()
	defer a.mu.Unlock()
	t := a.tree
	t.Moving = t.Moving || time.Now().Before(a.settled)
	t.Widgets = append([]Widget(nil), t.Widgets...)
	return t
}

// Lacking tells which characters were shown as an empty box and how often,
// and which spare fonts could not be read. Such a character may be of a name:
// count them, do not log them. Any goroutine may call it.
func (a *App) Lacking() (map[rune]int, error) { return a.fonts.Lacking() }

// Quit ends Run. Any goroutine may call it.
func (a *App) Quit() {
	a.mu.Lock()
	a.quit = true
	a.mu.Unlock()
	a.waker.ask()
}

// Run opens the window and shows pages until Quit, or until the window is
// closed. It must be called from the main goroutine, once in a process.
func (a *App) Run() error {
	a.window()
	defer a.waker.stop()
	var early sync.WaitGroup
	early.Go(a.screen.early)
	err := ebiten.RunGameWithOptions(a.screen, &ebiten.RunGameOptions{
		GraphicsLibrary: ebiten.GraphicsLibraryOpenGL,
		X11ClassName:    a.opts.Class, X11InstanceName: a.opts.Class,
	})
	early.Wait()
	a.screen.window.close()
	return errors.Join(err, a.fonts.Close())
}

// window is for a kiosk when it is full screen, and for a desk when not.
func (a *App) window() {
	ebiten.SetWindowTitle(a.opts.Title)
	framesOnDemand()
	ebiten.SetWindowClosingHandled(true)
	ebiten.SetRunnableOnUnfocused(true)
	if a.opts.Fullscreen {
		ebiten.SetWindowDecorated(false)
		ebiten.SetFullscreen(true)
		ebiten.SetCursorMode(ebiten.CursorModeHidden)
		return
	}
	k := a.opts.WindowScale
	ebiten.SetWindowSize(int(float64(a.opts.Panel.WidthPx)*k), int(float64(a.opts.Panel.HeightPx)*k))
}
