package people

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"

	"govkiosk/kiosk/fleet/hub/audit"
	"govkiosk/kiosk/fleet/wire"
)

// Session is somebody who is here.
type Session struct {
	Person Person
	CSRF   string // what every form must carry as the field "csrf", or a script as the header X-CSRF-Token
	Token  bool   // by a bearer token, which no foreign page can send
	From   string // the address
}

// Who is the person in the audit.
func (s Session) Who() audit.Who { return audit.Who{ID: s.Person.ID, From: s.From} }

type sessionKey struct{}

// With is a context in which somebody is here.
func With(ctx context.Context, s Session) context.Context {
	return context.WithValue(ctx, sessionKey{}, s)
}

// Of is who a request is from.
func Of(ctx context.Context) (Session, bool) {
	s, ok := ctx.Value(sessionKey{}).(Session)
	return s, ok
}

// Require lets those through who have a role or a higher one. Who is not here
// yet is led to /login, or told 401 where no page was asked for.
func Require(role Role, h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s, here := Of(r.Context())
		switch {
		case here && s.Person.Role.May(role):
			h.ServeHTTP(w, r)
		case here:
			refuse(w, http.StatusForbidden, "this takes the role "+string(role)+"; "+s.Person.ID+" is "+string(s.Person.Role))
		case r.Method == http.MethodGet && wantsPage(r):
			http.Redirect(w, r, "/login?next="+url.QueryEscape(r.URL.RequestURI()), http.StatusSeeOther)
		default:
			w.Header().Set("WWW-Authenticate", "Bearer")
			refuse(w, http.StatusUnauthorized, "log in first")
		}
	})
}

// refuse answers with the reason.
func refuse(w http.ResponseWriter, status int, why string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(wire.Problem{Problem: why}) // who asked has gone
}
