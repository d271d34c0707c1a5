package page

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/color"
	_ "image/jpeg"
	"image/png"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"govkiosk/kiosk/bench"
	"govkiosk/kiosk/bench/district"
	"govkiosk/kiosk/bench/glass"
)

// fake is a bench without devices: it remembers what was asked of it.
type fake struct {
	mu    sync.Mutex
	state bench.State
	done  []any
	scene district.Scene
	rules []district.Rule
}

func (f *fake) State() bench.State {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.state
}

func (f *fake) do(what any) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.done = append(f.done, what)
}

func (f *fake) set(change func(*bench.State)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	change(&f.state)
}

func (f *fake) Touch(t bench.Touch)        { f.do(t) }
func (f *fake) ShowText(text string) error { f.do("text " + text); return nil }
func (f *fake) ShowSlip(slip int) error    { f.do(slip); return nil }
func (f *fake) ShowCode(code int) error    { f.do(fmt.Sprint("code ", code)); return nil }

func (f *fake) Press(key string) error {
	if key == "any" {
		return errors.New("no such key")
	}
	f.do("key " + key)
	return nil
}

func (f *fake) Door(cell int, what string) error {
	if what == "kick" {
		return errors.New("no such act")
	}
	f.do(fmt.Sprint(what, " ", cell))
	return nil
}

func (f *fake) Lift()       { f.do("lift") }
func (f *fake) TakePaper()  { f.do("take") }
func (f *fake) Log() string { return "level=INFO msg=ready\n" }

func (f *fake) Lay(card int) error {
	if card != 2 {
		return errors.New("no such card")
	}
	f.do("lay 2")
	return nil
}

func (f *fake) Scene() (district.Scene, error) { return f.scene, nil }
func (f *fake) Rules() []district.Rule         { return f.rules }

func (f *fake) SetRules(rules []district.Rule) error {
	if len(rules) > 0 && rules[len(rules)-1].Pattern == "wrong" {
		return errors.New("no such rule")
	}
	f.rules = rules
	return nil
}

func (f *fake) Miss(ticket string) error { f.do("missed " + ticket); return nil }

func (f *fake) SetFault(id string, on bool) error {
	if id != "paper-out" || !on {
		return errors.New("no such fault")
	}
	f.do("paper-out")
	return nil
}

func (f *fake) Paper(slip int) (image.Image, bool) {
	return image.NewPaletted(image.Rect(0, 0, 576, 40), color.Palette{color.White, color.Black}), slip == 1
}

func look() (*image.RGBA, error) { return image.NewRGBA(image.Rect(0, 0, 9, 16)), nil }

type eye struct{}

func (eye) Look() (*image.RGBA, error) { return look() }

func serve(t *testing.T, f *fake) *httptest.Server {
	t.Helper()
	handler, err := Handler(f, glass.NewFilm(look), eye{})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return server
}

func post(t *testing.T, url, body string) (int, string) {
	t.Helper()
	resp, err := http.Post(url, "", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(text)
}

func TestButtonsReachTheBench(t *testing.T) {
	tests := []struct {
		path, body string
		status     int
		want       []any
	}{
		{"/card/2", "", 204, []any{"lay 2"}},
		{"/card/9", "", 400, nil},
		{"/card/x", "", 400, nil},
		{"/lift", "", 204, []any{"lift"}},
		{"/take", "", 204, []any{"take"}},
		{"/code/3", "", 204, []any{"code 3"}},
		{"/code/x", "", 400, nil},
		{"/text", "739204", 204, []any{"text 739204"}},
		{"/slip/2", "", 204, []any{2}},
		{"/door/11/close", "", 204, []any{"close 11"}},
		{"/key/ok", "", 204, []any{"key ok"}},
		{"/key/any", "", 400, nil},
		{"/door/11/kick", "", 400, nil},
		{"/door/x/close", "", 400, nil},
		{"/fault/paper-out/true", "", 204, []any{"paper-out"}},
		{"/fault/flood/true", "", 400, nil},
		{"/fault/paper-out/perhaps", "", 400, nil},
		{"/touch", `[{"phase":"down","x":0.25,"y":1},{"phase":"up","x":0.25,"y":1}]`, 204,
			[]any{bench.Touch{Phase: "down", X: 0.25, Y: 1}, bench.Touch{Phase: "up", X: 0.25, Y: 1}}},
		{"/touch", `[{"phase":"down","x":0.2,"y":0.2},{"phase":"up","x":1.2,"y":0.2}]`, 400, nil},
		{"/touch", `[{"phase":"hover","x":0.2,"y":0.2}]`, 400, nil},
		{"/touch", `not json`, 400, nil},
	}
	for _, test := range tests {
		f := &fake{}
		server := serve(t, f)
		status, text := post(t, server.URL+test.path, test.body)
		if status != test.status {
			t.Errorf("%s %s: status %d (%s), want %d", test.path, test.body, status, text, test.status)
		}
		if diff := cmp.Diff(test.want, f.done); diff != "" {
			t.Errorf("%s %s: what reached the bench (-want +got):\n%s", test.path, test.body, diff)
		}
	}
}

func TestAnotherSiteCannotPress(t *testing.T) {
	f := &fake{}
	server := serve(t, f)
	req, err := http.NewRequest(http.MethodPost, server.URL+"/lift", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Sec-Fetch-Site", "cross-site")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusForbidden || f.done != nil {
		t.Errorf("status %d, done %v; want 403 and nothing done", resp.StatusCode, f.done)
	}
}

func TestPageSaysWhatIsThere(t *testing.T) {
	f := &fake{state: bench.State{
		Terminal: bench.Terminal{Restarts: 2, Note: "kioskd: exit status 2"},
		Cards:    []bench.Card{{Number: 1, Name: "张三样", ID: "130202196503040018"}, {Number: 2, Name: "李<样>"}},
		OnReader: 1,
		Slips:    []bench.Slip{{Number: 7, Height: 900, InMouth: true}},
		Hanging:  300,
		Codes:    []bench.Code{{Number: 4, Name: "取件码"}},
		Cabinet: bench.Cabinet{Columns: 1, Rows: 2, Cells: []bench.Cell{
			{Number: 1, Content: "不动产权证书", Open: true}, {Number: 2, Stuck: true},
		}},
		Calls: []bench.Call{{Operation: "reserve", Status: 409, Key: "key-1", Took: 12 * time.Millisecond}},
	}}
	server := serve(t, f)
	resp, err := http.Get(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	html := string(body)
	for _, want := range []string{"终端没有运行", "已重启 2 次", "exit status 2", "130202********0018", "李&lt;样&gt;",
		`data-do="/lift"`, `data-do="/take"`, "/paper/7", "/paper/0?h=300", "reserve", "409", "key-1",
		`data-do="/code/4"`, `data-do="/slip/7"`, `data-do="/door/1/take"`, `data-do="/door/1/close"`, `data-do="/door/2/free"`} {
		if !strings.Contains(html, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Contains(html, "130202196503040018") {
		t.Error("the page shows a whole ID number")
	}
}

// TestEventsCarryOnlyWhatChanged reads the first burst of every part, changes
// one thing, and wants the next event to be that part.
func TestEventsCarryOnlyWhatChanged(t *testing.T) {
	f := &fake{state: bench.State{Terminal: bench.Terminal{Running: true, Screen: "attract"}}}
	server := serve(t, f)
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL+"/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	lines := bufio.NewScanner(resp.Body)
	for range parts {
		nextEvent(t, lines)
	}
	f.set(func(s *bench.State) { s.Terminal.Screen = "home" })
	part, html := nextEvent(t, lines)
	if part != "status" || !strings.Contains(html, "home") {
		t.Errorf("after a change of the screen came %s: %s", part, html)
	}
}

func nextEvent(t *testing.T, lines *bufio.Scanner) (part, html string) {
	t.Helper()
	for lines.Scan() {
		data, ok := strings.CutPrefix(lines.Text(), "data: ")
		if !ok {
			continue
		}
		var e struct{ Part, HTML string }
		if err := json.Unmarshal([]byte(data), &e); err != nil {
			t.Fatal(err)
		}
		return e.Part, e.HTML
	}
	t.Fatalf("the stream ended: %v", lines.Err())
	return "", ""
}

func TestStreamSendsFrames(t *testing.T) {
	server := serve(t, &fake{})
	resp, err := http.Get(server.URL + "/screen.mjpeg")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	part, err := multipart.NewReader(resp.Body, "frame").NextPart()
	if err != nil {
		t.Fatal(err)
	}
	picture, format, err := image.DecodeConfig(part)
	if err != nil || format != "jpeg" || picture.Width != 9 || picture.Height != 16 {
		t.Errorf("first part: %s %d × %d (%v), want jpeg 9 × 16", format, picture.Width, picture.Height, err)
	}
}

func TestPictures(t *testing.T) {
	server := serve(t, &fake{})
	tests := []struct {
		path          string
		status, width int
	}{
		{"/screen.png", 200, 9}, {"/paper/1", 200, 576}, {"/paper/2", 404, 0}, {"/paper/x", 404, 0},
	}
	for _, test := range tests {
		resp, err := http.Get(server.URL + test.path)
		if err != nil {
			t.Fatal(err)
		}
		picture, err := png.DecodeConfig(resp.Body)
		resp.Body.Close()
		if resp.StatusCode != test.status {
			t.Errorf("%s: status %d, want %d", test.path, resp.StatusCode, test.status)
		}
		if test.status == 200 && (err != nil || picture.Width != test.width) {
			t.Errorf("%s: %d dots wide (%v), want %d", test.path, picture.Width, err, test.width)
		}
	}
}
