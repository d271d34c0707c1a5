package console

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

var shots = flag.String("shots", "", "folder for pictures of every page")

// browser is Chromium, started once for all of the package.
type browser struct {
	*testing.T
	ctx context.Context
	url string
}

func newBrowser(t *testing.T, url string) *browser {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.WindowSize(1280, 800))
	ctx, end := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(end)
	ctx, end = chromedp.NewContext(ctx)
	t.Cleanup(end)
	ctx, end = context.WithTimeout(ctx, 3*time.Minute) // for whoever waits for nothing
	t.Cleanup(end)
	return &browser{t, ctx, url}
}

type step = chromedp.Action[chromedp.Void]

func (b *browser) do(steps ...step) {
	b.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.Fatal(err)
	}
}

func (b *browser) open(path string) { b.Helper(); b.do(chromedp.Navigate(b.url + path)) }

// keys types where the focus is.
func (b *browser) keys(text string) { b.Helper(); b.do(chromedp.KeyEvent(text)) }

// click clicks on what a CSS selector finds and waits for the page after it.
func (b *browser) click(css string) {
	b.Helper()
	b.do(chromedp.Evaluate[chromedp.Void](`void (window.before = 1)`), chromedp.Click(chromedp.CSS(css)))
	b.until(`!window.before && document.readyState === "complete"`)
}

// until waits until an expression holds.
func (b *browser) until(js string) {
	b.Helper()
	for {
		holds, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](js))
		if b.ctx.Err() != nil {
			b.Fatalf("it never came: %s (%v)", js, err)
		}
		if err == nil && holds { // while a page goes there is nothing to ask
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// ask evaluates an expression.
func ask[T any](b *browser, js string) T {
	b.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](js))
	if err != nil {
		b.Fatalf("%s: %v", js, err)
	}
	return v
}

// says wants a text on the page, in the end.
func (b *browser) says(text string) {
	b.Helper()
	b.until(`document.body.innerText.includes(` + quoted(text) + `)`)
}

func (b *browser) size(width, height int64) {
	b.Helper()
	b.do(chromedp.EmulateViewport(width, height))
}

func (b *browser) login(id string) {
	b.Helper()
	b.open("/login")
	b.do(chromedp.SendKeys(chromedp.CSS("#id"), id), chromedp.SendKeys(chromedp.CSS("#password"), password))
	b.click("main button")
}

// shot takes a picture of the page where pictures are asked for.
func (b *browser) shot(name string) {
	b.Helper()
	if *shots == "" {
		return
	}
	data, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(100))
	if err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(*shots, name+".png"), data, 0o644); err != nil {
		b.Fatal(err)
	}
}
