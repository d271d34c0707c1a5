package console

import (
	"bytes"
	"cmp"
	"embed"
	"encoding/hex"
	"hash/fnv"
	"html/template"
	"net/http"
	"net/url"
	"path"
	"strings"

	"govkiosk/kiosk/fleet/api"
	"govkiosk/kiosk/fleet/hub"
	"govkiosk/kiosk/fleet/hub/people"
)

//go:embed html
var sources embed.FS

//go:embed web
var files embed.FS

// pages are what is drawn, by language.
type pages map[string]book

// book is one language's words and templates.
type book struct {
	words words
	pages map[string]*template.Template
}

// parsed reads what is embedded. It panics where that is not sound: the tests
// read the same bytes.
func parsed() pages {
	out := pages{}
	names, err := sources.ReadDir("html")
	if err != nil {
		panic(err)
	}
	for _, lang := range []string{chinese, english} {
		w, err := readWords(lang)
		if err != nil {
			panic(err)
		}
		base := template.Must(template.New("layout.html").Funcs(funcs(lang, w)).ParseFS(sources, "html/layout.html", "html/parts.html"))
		out[lang] = book{w, map[string]*template.Template{}}
		for _, f := range names {
			if f.Name() != "layout.html" && f.Name() != "parts.html" {
				page := template.Must(template.Must(base.Clone()).ParseFS(sources, "html/"+f.Name()))
				out[lang].pages[strings.TrimSuffix(f.Name(), ".html")] = page
			}
		}
	}
	return out
}

// page is what every page is drawn from.
type page struct {
	Name, Lang, Title string
	Here              string // path and query, to come back to
	Version           string // of the files
	Session           people.Session
	In                bool // somebody is here
	Stop              api.Stop
	Store             hub.Storing
	Done              string // what was just done
	Prometheus        string
	Body              any
}

// May reports whether whoever looks has a role.
func (p page) May(role string) bool { return p.In && p.Session.Person.Role.May(people.Role(role)) }

// Section is which part of the navigation one is in.
func (p page) Section() string {
	first, _, _ := strings.Cut(strings.TrimPrefix(p.Here, "/"), "/")
	first, _, _ = strings.Cut(first, "?")
	return first
}

// draw answers with a page. Title is the key of its title and what fills it in.
func (c *Console) draw(w http.ResponseWriter, r *http.Request, status int, name string, body any, title string, args ...any) {
	lang := languageOf(r)
	p := page{
		Name: name, Lang: lang, Here: r.URL.RequestURI(), Version: version, Body: body, Prometheus: c.o.Prometheus,
	}
	p.Session, p.In = people.Of(r.Context())
	if r.Method != http.MethodGet {
		p.Here = "/" // there is no way back to what was posted
	}
	p.Store = c.hub.Storing()
	if p.In && c.o.Campaigns != nil {
		p.Stop = c.o.Campaigns.Stopped()
	}
	if key := "done." + r.URL.Query().Get("done"); c.pages[lang].words[key] != "" {
		p.Done = c.pages[lang].words[key] // never what the address says itself
	}
	p.Title = c.pages[lang].words.t(title, args...)
	var out bytes.Buffer
	if err := c.pages[lang].pages[name].ExecuteTemplate(&out, "layout.html", p); err != nil {
		c.o.Log.Error("console: page", "name", name, "err", err)
		http.Error(w, "the page cannot be drawn", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Vary", "Accept-Language, Cookie")
	w.WriteHeader(status)
	_, _ = out.WriteTo(w) // who asked has gone
}

// refuse answers with a page that says why not.
func (c *Console) refuse(w http.ResponseWriter, r *http.Request, status int, why string, args ...any) {
	c.draw(w, r, status, "refused", refusal{Why: why, Args: args}, "refused.title")
}

// refusal is a sentence of the catalogue, or the words of a part of the hub.
type refusal struct {
	Why   string
	Args  []any
	Words []string
}

// fail answers that something did not work.
func (c *Console) fail(w http.ResponseWriter, r *http.Request, status int, err error) {
	c.o.Log.Warn("console: refused", "page", r.URL.Path, "err", err)
	c.draw(w, r, status, "refused", refusal{Why: "refused.failed", Words: strings.Split(err.Error(), "\n")}, "refused.title")
}

// done goes back to a page, which says what was done.
func done(w http.ResponseWriter, r *http.Request, to, what string) {
	http.Redirect(w, r, to+"?done="+url.QueryEscape(what), http.StatusSeeOther)
}

// version names the embedded files, so that browsers keep those of this
// program and no older ones.
var version = func() string {
	sum := fnv.New64a()
	for _, name := range []string{"console.css", "console.js", "icon.svg"} {
		data, err := files.ReadFile("web/" + name)
		if err != nil {
			panic(err)
		}
		_, _ = sum.Write(data) // never fails (hash.Hash)
	}
	return hex.EncodeToString(sum.Sum(nil))
}()

var kinds = map[string]string{".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}

// static serves the embedded files.
func static(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("file")
	data, err := files.ReadFile("web/" + path.Base(name))
	if err != nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", cmp.Or(kinds[path.Ext(name)], "application/octet-stream"))
	if r.URL.Query().Get("v") == version {
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	_, _ = w.Write(data) // who asked has gone
}
