// Package page is the bench in a browser: the terminal's screen to touch, a
// tray of cards, the paper that came out, and switches for what goes wrong.
package page

import (
	"embed"
	"fmt"
	"html/template"
	"image"
	"io"
	"net/http"

	"govkiosk/kiosk/bench"
	"govkiosk/kiosk/bench/district"
)

//go:embed web
var web embed.FS

// Bench is what the page plays with.
type Bench interface {
	State() bench.State
	Touch(t bench.Touch)
	Lay(card int) error
	Lift()
	TakePaper()
	ShowCode(number int) error
	ShowText(text string) error
	ShowSlip(number int) error
	Door(cell int, what string) error
	Press(key string) error
	SetFault(id string, on bool) error
	Scene() (district.Scene, error)
	Rules() []district.Rule
	SetRules(rules []district.Rule) error
	Miss(ticket string) error
	Paper(slip int) (image.Image, bool)
	Log() string // last lines of the terminal's own log
}

// Server serves the page of one bench.
type Server struct {
	bench Bench
	film  Film
	eye   Eye
	pages *template.Template
}

// Handler makes the page's handler. Pages of other sites cannot press its
// buttons: a request that a browser marks as cross-origin is refused.
func Handler(b Bench, film Film, eye Eye) (http.Handler, error) {
	pages, err := template.New("").Funcs(words).ParseFS(web, "web/*.html")
	if err != nil {
		return nil, fmt.Errorf("page: %w", err)
	}
	s := &Server{bench: b, film: film, eye: eye, pages: pages}
	return http.NewCrossOriginProtection().Handler(s.routes()), nil
}

func (s *Server) routes() *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", s.index)
	mux.Handle("GET /web/", http.FileServerFS(web))
	mux.HandleFunc("GET /events", s.events)
	mux.HandleFunc("GET /screen.png", s.still)
	mux.HandleFunc("GET /screen.mjpeg", s.stream)
	mux.HandleFunc("GET /paper/{slip}", s.paper)
	mux.HandleFunc("GET /log", s.log)
	mux.HandleFunc("POST /touch", s.touch)
	mux.HandleFunc("POST /card/{card}", s.lay)
	mux.HandleFunc("POST /lift", s.lift)
	mux.HandleFunc("POST /take", s.take)
	mux.HandleFunc("POST /code/{code}", s.code)
	mux.HandleFunc("POST /text", s.text)
	mux.HandleFunc("POST /slip/{slip}", s.slip)
	mux.HandleFunc("POST /door/{cell}/{what}", s.door)
	mux.HandleFunc("POST /key/{key}", s.key)
	mux.HandleFunc("POST /fault/{id}/{on}", s.fault)
	mux.HandleFunc("GET /world", s.world)
	mux.HandleFunc("POST /rules", s.addRule)
	mux.HandleFunc("POST /rules/clear", s.clearRules)
	mux.HandleFunc("POST /miss/{ticket}", s.miss)
	return mux
}

func (s *Server) index(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	// A failure here is a browser that went away.
	_ = s.pages.ExecuteTemplate(w, "index.html", s.bench.State())
}

func (s *Server) log(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = io.WriteString(w, s.bench.Log())
}
