package page

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"govkiosk/kiosk/bench"
)

// parts are the pieces of the page that change, each a template of that name
// and the inside of the element with that id.
var parts = []string{"status", "tray", "lights", "shelf", "codes", "cabinet", "paper", "keys", "calls", "devices", "faults"}

// often is how soon the page shows what happened on the bench.
const often = 150 * time.Millisecond

// events sends the parts that have changed, as HTML, until the browser goes
// away.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	flush := http.NewResponseController(w).Flush
	tick := time.NewTicker(often)
	defer tick.Stop()
	shown := map[string]string{}
	for {
		if err := s.send(w, shown); err != nil {
			return
		}
		if err := flush(); err != nil {
			return
		}
		select {
		case <-r.Context().Done():
			return
		case <-tick.C:
		}
	}
}

// send writes one event for each part that is not as shown.
func (s *Server) send(w http.ResponseWriter, shown map[string]string) error {
	state := s.bench.State()
	for _, part := range parts {
		html, err := s.render(part, state)
		if err != nil {
			return err
		}
		if shown[part] == html {
			continue
		}
		shown[part] = html
		if err := event(w, part, html); err != nil {
			return err
		}
	}
	return nil
}

func (s *Server) render(part string, state bench.State) (string, error) {
	var b bytes.Buffer
	err := s.pages.ExecuteTemplate(&b, part, state)
	return b.String(), err
}

// event writes one server-sent event; its data is one line of JSON, since a
// line end would end it.
func event(w http.ResponseWriter, part, html string) error {
	data, err := json.Marshal(map[string]string{"part": part, "html": html})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "data: %s\n\n", data)
	return err
}
