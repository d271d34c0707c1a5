package district

import (
	"context"
	"database/sql"
	_ "embed"
	"html/template"
	"net/http"
	"strings"

	"govkiosk/kiosk/hall/api"
)

//go:embed page.html
var pageHTML string

var pageTemplate = template.Must(template.New("page").Parse(pageHTML))

// page is what a phone sees that has scanned a slip. It names no person.
type page struct {
	Hall    string
	Token   string // of the link; forms go to it relative to the page
	Ticket  api.Ticket
	English bool
	Name    string
	Area    string
	Queue   string // of which class; empty: ordinary
	Waiting bool   // can still be given back
}

// pages answers the links on the slips. Whoever has the slip has the link, and
// may do with the number what its holder may.
func (d *District) pages(mux *http.ServeMux) {
	mux.HandleFunc("GET /t/{token}", d.showPage)
	mux.HandleFunc("POST /t/{token}/{act}", d.actOnPage)
	d.followPages(mux)
}

func (d *District) showPage(w http.ResponseWriter, r *http.Request) {
	english := prefersEnglish(r)
	t, known, err := d.ticketBy("token", r.PathValue("token"))
	if err != nil {
		broken(w, r, err)
		return
	}
	if !known {
		http.Error(w, in(english, "没有这个号码", "There is no such number"), http.StatusNotFound)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'")
	p := d.page(t, english)
	p.Token = r.PathValue("token")
	if err := pageTemplate.Execute(w, p); err != nil {
		broken(w, r, err)
	}
}

func (d *District) page(t api.Ticket, english bool) page {
	p := page{
		Hall: in(english, d.data.Name.Zh, d.data.Name.En), Ticket: t, English: english,
		Name: in(english, t.Name.Zh, t.Name.En), Area: in(english, t.Area.Zh, t.Area.En),
		Waiting: isOpen(t.Status) && t.Status != api.Called,
	}
	if t.ClassName != nil {
		p.Queue = in(english, t.ClassName.Zh, t.ClassName.En)
	}
	return p
}

func in(english bool, zh, en string) string {
	if english && en != "" {
		return en
	}
	return zh
}

// prefersEnglish: Chinese unless the phone's first language is English.
func prefersEnglish(r *http.Request) bool {
	return strings.HasPrefix(strings.ToLower(r.Header.Get("Accept-Language")), "en")
}

func (d *District) actOnPage(w http.ResponseWriter, r *http.Request) {
	token := r.PathValue("token")
	acts := map[string]func(*txn, string) (answer, error){
		"cancel": func(tx *txn, id string) (answer, error) { return d.cancel(tx, id, "by-phone") },
		"leave":  func(tx *txn, id string) (answer, error) { return d.away(tx, id, true) },
		"return": func(tx *txn, id string) (answer, error) { return d.away(tx, id, false) },
	}
	act := acts[r.PathValue("act")]
	if act == nil {
		http.NotFound(w, r)
		return
	}
	if err := d.byPhone(token, act); err != nil {
		broken(w, r, err)
		return
	}
	// A refusal shows itself: the page says what the ticket is now.
	http.Redirect(w, r, "/t/"+token, http.StatusSeeOther)
}

// byPhone carries out what a page asks for. Doing it twice changes nothing, so
// it needs no key.
func (d *District) byPhone(token string, act func(*txn, string) (answer, error)) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	tx, err := d.store.db.BeginTx(context.Background(), nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := d.actByPhone(tx, token, act); err != nil {
		d.unsure()
		return err
	}
	if err := tx.Commit(); err != nil {
		d.unsure()
		return err
	}
	return nil
}

func (d *District) actByPhone(tx *sql.Tx, token string, act func(*txn, string) (answer, error)) error {
	now := d.now()
	w, err := d.today(tx, now)
	if err != nil {
		return err
	}
	r, known, err := find(tx, "token", token)
	if err != nil || !known {
		return err
	}
	_, err = act(&txn{Tx: tx, now: now, world: w}, r.ID)
	return err
}
