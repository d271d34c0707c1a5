package main

import (
	"context"
	"time"

	"govkiosk/kiosk"
	"govkiosk/screens"
)

// watchEvery is how soon what a page lacked is in the health table.
const watchEvery = 10 * time.Second

// watchPages reports what pages lack until ctx ends.
func watchPages(ctx context.Context, t *kiosk.Terminal, w *screens.App) error {
	tick := time.NewTicker(watchEvery)
	defer tick.Stop()
	for {
		characters, err := w.Lacking()
		sentences := map[string]map[string]int{}
		for lang, keys := range screens.Untranslated() {
			sentences[string(lang)] = keys
		}
		t.Pages(kiosk.Lack{Characters: characters, Sentences: sentences, Fonts: err})
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}
