package kiosk

import (
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"

	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/hall/upstream"
)

// hallClient asks the hall on this way. What may be shown without the network
// is kept beside the journal. Every answer tells how late it is at the hall.
func hallClient(o Options, way *upstream.Gateway, late *hallClock) (*hall.Client, error) {
	shelf := filepath.Join(filepath.Dir(o.Config.Journal.Path), "shelf")
	if err := os.MkdirAll(shelf, 0o700); err != nil {
		return nil, fmt.Errorf("kiosk: hall: %w", err)
	}
	opts := way.HallOptions(o.Config.API, o.Config.Terminal.ID)
	opts.HTTP = &http.Client{Transport: boxedCalls{listening{opts.HTTP.Transport, late}, o.Box.Note}}
	opts.Shelf = hall.Files{Dir: shelf, Failed: func(err error) {
		o.Log.Warn("an answer of the hall is not kept", slog.Any("err", err))
	}}
	opts.UnknownCode = func(u hall.UnknownCode) {
		o.Log.Warn("a code that is not known", slog.String("field", u.Field), slog.String("code", u.Code))
	}
	return hall.New(opts)
}
