package demo

import (
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"time"

	"govkiosk/kiosk/bench"
)

// record is what the player leaves: pictures of the screens, the paper, and
// visit.json.
type record struct {
	dir     string
	screens int
	visit   visitFile
}

// visitFile is visit.json.
type visitFile struct {
	Journey  string          `json:"journey"`
	Title    string          `json:"title"`
	Began    time.Time       `json:"began"`
	Outcome  string          `json:"outcome"` // "done", or what failed
	Steps    []stepLine      `json:"steps"`
	Physical []physical      `json:"physical"`
	Ticket   any             `json:"ticket,omitempty"` // as the district has it
	Calls    []callLine      `json:"calls"`
	Journal  json.RawMessage `json:"journal,omitempty"` // as the terminal answers GET /v1/visit
}

type stepLine struct {
	Name string    `json:"name"`
	At   time.Time `json:"at"`
	MS   int64     `json:"ms"`
}

// physical is something that happened outside of any program.
type physical struct {
	At      time.Time `json:"at"`
	What    string    `json:"what"`
	Outcome string    `json:"outcome"`
}

type callLine struct {
	At        time.Time `json:"at"`
	Operation string    `json:"operation"`
	Method    string    `json:"method"`
	Path      string    `json:"path"`
	Status    int       `json:"status"`
	MS        int64     `json:"ms"`
	Key       string    `json:"idempotencyKey,omitempty"`
}

// newRecord makes the folders. What an earlier demo left in them goes, so
// that no picture of then passes for one of now.
func newRecord(dir string, s Scenario) (*record, error) {
	for _, name := range []string{"screens", "paper"} {
		path := filepath.Join(dir, name)
		if err := os.RemoveAll(path); err != nil {
			return nil, fmt.Errorf("demo: %w", err)
		}
		if err := os.MkdirAll(path, 0o755); err != nil {
			return nil, fmt.Errorf("demo: %w", err)
		}
	}
	return &record{dir: dir, visit: visitFile{Journey: s.Name, Title: s.Title, Began: time.Now()}}, nil
}

func (r *record) screen(name string, picture image.Image) error {
	r.screens++
	return r.picture(fmt.Sprintf("screens/%02d-%s.png", r.screens, name), picture)
}

// paper keeps a slip: the bytes that the printer got and what they look like.
func (r *record) paper(number int, bytes []byte, picture image.Image) error {
	path := filepath.Join(r.dir, fmt.Sprintf("paper/%02d.escpos", number))
	if err := os.WriteFile(path, bytes, 0o644); err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	return r.picture(fmt.Sprintf("paper/%02d.png", number), picture)
}

func (r *record) picture(name string, picture image.Image) error {
	f, err := os.Create(filepath.Join(r.dir, name))
	if err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	if err := png.Encode(f, picture); err != nil {
		f.Close()
		return fmt.Errorf("demo: %s: %w", name, err)
	}
	return f.Close()
}

func (r *record) step(name string, began, ended time.Time) {
	r.visit.Steps = append(r.visit.Steps, stepLine{name, began, ended.Sub(began).Milliseconds()})
}

func (r *record) physical(what, outcome string) {
	r.visit.Physical = append(r.visit.Physical, physical{time.Now(), what, outcome})
}

// finish adds what the terminal and the district know of the visit. A
// terminal that does not answer any more leaves no journal behind.
func (r *record) finish(ctx context.Context, b Bench, calls []bench.Call, err error) {
	r.visit.Outcome = "done"
	if err != nil {
		r.visit.Outcome = err.Error()
	}
	if r.visit.Journal == nil {
		r.visit.Journal, _ = b.Visit(ctx)
	}
	r.visit.Calls = lines(calls)
}

// lines turns calls, the newest first, into the order of the file.
func lines(calls []bench.Call) []callLine {
	out := make([]callLine, len(calls))
	for i, c := range calls {
		out[len(calls)-1-i] = callLine{c.At, c.Operation, c.Method, c.Path, c.Status, c.Took.Milliseconds(), c.Key}
	}
	return out
}

func (r *record) write() error {
	var text strings.Builder
	e := json.NewEncoder(&text)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	if err := e.Encode(r.visit); err != nil {
		return fmt.Errorf("demo: visit.json: %w", err)
	}
	if err := os.WriteFile(filepath.Join(r.dir, "visit.json"), []byte(text.String()), 0o644); err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	return nil
}
