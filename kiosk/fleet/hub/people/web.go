package people

import (
	"crypto/subtle"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// cookie is the name of the session's. Over TLS browsers take one of this
// prefix from this host alone.
const (
	cookie      = "__Host-kioskhub"
	cookieLocal = "kioskhub" // HTTP on the loopback
)

// Mount puts on a mux what logs in and out. The page at GET /login is the
// console's: a form with id, password and next; it is told by ?problem=wrong
// ?problem=locked&wait=SECONDS, ?problem=away or, of the provider, unknown,
// refused, provider (it cannot be asked) or begun (elsewhere, or too long ago).
//
//	POST /login           the form; a cookie and a way to next
//	POST /logout
//	POST /api/v1/login    {"id","password","days"}; {"token","until"}: a bearer token for a shell
//	GET  /oidc/login      with a provider: there, and back to next
func (d *Desk) Mount(mux *http.ServeMux) {
	mux.HandleFunc("POST /login", d.postLogin)
	mux.HandleFunc("POST /logout", d.postLogout)
	mux.HandleFunc("POST /api/v1/login", d.postToken)
	if d.HasProvider() {
		mux.HandleFunc("GET /oidc/login", d.toProvider)
		mux.HandleFunc("GET "+callback, d.fromProvider)
	}
}

// Identify finds out who every request is from. It stops what another page
// has a browser send, and a form without the session's CSRF token.
func (d *Desk) Identify(h http.Handler) http.Handler {
	foreign := http.NewCrossOriginProtection()
	foreign.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { d.turnAway(w, r, Foreign) }))
	return foreign.Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s, here, err := d.who(r)
		if err != nil {
			d.o.Log.Error("people: who is it", "err", err)
			d.turnAway(w, r, Away)
			return
		}
		if !here {
			h.ServeHTTP(w, r)
			return
		}
		if !s.Token && !safe(r.Method) && !matches(r, s.CSRF) {
			d.turnAway(w, r.WithContext(With(r.Context(), s)), Old)
			return
		}
		h.ServeHTTP(w, r.WithContext(With(r.Context(), s)))
	}))
}

// Turned is why a request goes no further.
type Turned string

const (
	Away    Turned = "away"    // the store does not answer
	Old     Turned = "old"     // the form is without the session's CSRF token
	Foreign Turned = "foreign" // a page of elsewhere has sent it
)

// turned are the HTTP status of each and what a program is told.
var turned = map[Turned]struct {
	status int
	words  string
}{
	Away:    {http.StatusServiceUnavailable, "the store does not answer; nothing was done, try again"},
	Old:     {http.StatusForbidden, "the form is an old one; open the page again"},
	Foreign: {http.StatusForbidden, "another page has sent this; nothing was done"},
}

// turnAway answers a browser with a page, where there are pages, and a program
// with JSON.
func (d *Desk) turnAway(w http.ResponseWriter, r *http.Request, why Turned) {
	if d.Page == nil || !wantsPage(r) {
		refuse(w, turned[why].status, turned[why].words)
		return
	}
	d.Page(w, r, turned[why].status, why)
}

// wantsPage reports whether a browser asks for something that a person sees.
func wantsPage(r *http.Request) bool { return strings.Contains(r.Header.Get("Accept"), "text/html") }

func (d *Desk) who(r *http.Request) (s Session, here bool, err error) {
	if text, token := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); token {
		s, here, err = d.Here(r.Context(), text, true)
	} else if c, none := r.Cookie(cookieName(r)); none == nil {
		s, here, err = d.Here(r.Context(), c.Value, false)
	}
	s.From = address(r)
	return s, here, err
}

func safe(method string) bool {
	return method == http.MethodGet || method == http.MethodHead || method == http.MethodOptions
}

// matches reports whether a request has the session's CSRF token.
func matches(r *http.Request, want string) bool {
	got := r.Header.Get("X-CSRF-Token")
	if got == "" {
		got = r.PostFormValue("csrf")
	}
	return subtle.ConstantTimeCompare([]byte(got), []byte(want)) == 1
}

func address(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}

// secure reports whether the browser sees TLS: here, or at a proxy on this
// machine that says so.
func secure(r *http.Request) bool {
	return r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https"
}

func cookieName(r *http.Request) string {
	if secure(r) {
		return cookie
	}
	return cookieLocal
}

// give sets the session's cookie, or takes it away where secret is empty.
func give(w http.ResponseWriter, r *http.Request, secret string) {
	c := &http.Cookie{Name: cookieName(r), Value: secret, Path: "/", HttpOnly: true, Secure: secure(r), SameSite: http.SameSiteStrictMode, MaxAge: int(shift / time.Second)}
	if secret == "" {
		c.MaxAge = -1
	}
	http.SetCookie(w, c)
}

// Local is where to go after a login: a page of this host, or the first one.
func Local(next string) string {
	u, err := url.Parse(next)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(u.Path, "/") || strings.HasPrefix(next, "//") || strings.Contains(next, `\`) {
		return "/"
	}
	return u.RequestURI()
}

func (d *Desk) postLogin(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 8<<10)
	next := Local(r.PostFormValue("next"))
	p, err := d.Check(r.Context(), r.PostFormValue("id"), r.PostFormValue("password"), address(r))
	var s string
	if err == nil {
		s, err = d.Begin(r.Context(), p, address(r), "", 0)
	}
	if err != nil {
		q := url.Values{"problem": {"wrong"}, "next": {next}}
		var locked *Locked
		switch {
		case errors.As(err, &locked):
			q.Set("problem", "locked")
			q.Set("wait", strconv.Itoa(1+int(locked.Left/time.Second)))
		case !errors.Is(err, ErrWrong):
			d.o.Log.Error("people: login", "err", err)
			q.Set("problem", "away")
		}
		http.Redirect(w, r, "/login?"+q.Encode(), http.StatusSeeOther)
		return
	}
	give(w, r, s)
	http.Redirect(w, r, next, http.StatusSeeOther)
}

func (d *Desk) postLogout(w http.ResponseWriter, r *http.Request) {
	s, here := Of(r.Context())
	c, err := r.Cookie(cookieName(r))
	if here && err == nil {
		err = errors.Join(d.audit.Note(r.Context(), s.Who(), "logout", s.Person.ID, ""), d.End(r.Context(), c.Value))
		if err != nil {
			d.o.Log.Error("people: logout", "err", err)
			d.turnAway(w, r, Away)
			return
		}
	}
	give(w, r, "")
	http.Redirect(w, r, "/login", http.StatusSeeOther)
}

func (d *Desk) postToken(w http.ResponseWriter, r *http.Request) {
	var asked struct {
		ID       string `json:"id"`
		Password string `json:"password"`
		Days     int    `json:"days"`
	}
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 8<<10)).Decode(&asked); err != nil {
		refuse(w, http.StatusBadRequest, "want id, password and days")
		return
	}
	lasts := time.Duration(min(max(asked.Days, 1), MostDays)) * 24 * time.Hour
	p, err := d.Check(r.Context(), asked.ID, asked.Password, address(r))
	var s string
	if err == nil {
		s, err = d.Begin(r.Context(), p, address(r), "shell", lasts)
	}
	var locked *Locked
	switch {
	case errors.As(err, &locked):
		w.Header().Set("Retry-After", strconv.Itoa(1+int(locked.Left/time.Second)))
		refuse(w, http.StatusTooManyRequests, err.Error())
	case errors.Is(err, ErrWrong):
		refuse(w, http.StatusUnauthorized, err.Error())
	case err != nil:
		d.o.Log.Error("people: token", "err", err)
		refuse(w, http.StatusServiceUnavailable, "the store does not answer; try again")
	default:
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]any{"token": s, "until": d.o.Clock().UTC().Add(lasts), "role": p.Role, "scope": p.Scope}) // who asked has gone
	}
}
