package people

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"govkiosk/kiosk/fleet/hub/audit"
)

// OIDC is an OpenID provider that says who somebody is. Who that may be, and
// what they may do, stands in the hub's own list: a person with Provider set.
type OIDC struct {
	Issuer       string // https://id.example.org
	ClientID     string
	ClientSecret string
	Redirect     string // https://hub.example.org/oidc/callback
	Claim        string // that is the person's ID; empty: email, and only one that the provider has verified
}

// provider is one, found when it is first asked for: it may be away when the
// hub starts.
type provider struct {
	o OIDC

	mu    sync.Mutex
	found *oidc.Provider
}

func newProvider(o OIDC) (*provider, error) {
	if o.Issuer == "" {
		return nil, nil
	}
	if to, err := url.Parse(o.Redirect); err != nil || !to.IsAbs() || to.Path != callback || o.ClientID == "" {
		return nil, fmt.Errorf("people: oidc: want a client and a redirect that ends in %s, got %q", callback, o.Redirect)
	}
	return &provider{o: o}, nil
}

const callback = "/oidc/callback"

// HasProvider reports whether somebody may log in by way of GET
// /oidc/login?next=.
func (d *Desk) HasProvider() bool { return d.provider != nil }

// client is for the provider alone.
var client = &http.Client{Timeout: 10 * time.Second}

func (p *provider) find(ctx context.Context) (*oidc.Provider, *oauth2.Config, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.found == nil {
		// The provider keeps this context for fetching its keys later.
		found, err := oidc.NewProvider(context.WithoutCancel(ctx), p.o.Issuer)
		if err != nil {
			return nil, nil, err
		}
		p.found = found
	}
	return p.found, &oauth2.Config{
		ClientID: p.o.ClientID, ClientSecret: p.o.ClientSecret, RedirectURL: p.o.Redirect,
		Endpoint: p.found.Endpoint(), Scopes: []string{oidc.ScopeOpenID, "email", "profile"},
	}, nil
}

// flow is a login on its way to the provider and back, in a cookie.
type flow struct{ State, Nonce, Verifier, Next string }

const flowAge = 10 * time.Minute

func flowCookie(r *http.Request, value string, age time.Duration) *http.Cookie {
	// Lax: the way back from the provider comes from another site.
	return &http.Cookie{Name: cookieName(r) + "-flow", Value: value, Path: "/", HttpOnly: true, Secure: secure(r), SameSite: http.SameSiteLaxMode, MaxAge: int(age / time.Second)}
}

// toProvider sends a browser to the provider.
func (d *Desk) toProvider(w http.ResponseWriter, r *http.Request) {
	_, config, err := d.provider.find(oidc.ClientContext(r.Context(), client))
	if err != nil {
		d.o.Log.Error("people: the provider", "err", err)
		q := url.Values{"problem": {"provider"}, "next": {Local(r.FormValue("next"))}}
		http.Redirect(w, r, "/login?"+q.Encode(), http.StatusSeeOther)
		return
	}
	f := flow{secret(), secret(), oauth2.GenerateVerifier(), Local(r.FormValue("next"))}
	http.SetCookie(w, flowCookie(r, url.Values{"s": {f.State}, "n": {f.Nonce}, "v": {f.Verifier}, "to": {f.Next}}.Encode(), flowAge))
	http.Redirect(w, r, config.AuthCodeURL(f.State, oidc.Nonce(f.Nonce), oauth2.S256ChallengeOption(f.Verifier)), http.StatusSeeOther)
}

func flowOf(r *http.Request) (flow, error) {
	c, err := r.Cookie(flowCookie(r, "", 0).Name)
	if err != nil {
		return flow{}, refused{errors.New("it was not begun in this browser"), "begun"}
	}
	v, err := url.ParseQuery(c.Value)
	if err != nil || v.Get("s") == "" || subtle.ConstantTimeCompare([]byte(v.Get("s")), []byte(r.FormValue("state"))) != 1 {
		return flow{}, refused{errors.New("it is not the one that was begun"), "begun"}
	}
	return flow{v.Get("s"), v.Get("n"), v.Get("v"), Local(v.Get("to"))}, nil
}

// refused is why nobody came in by the provider, as the page of the login knows
// it.
type refused struct {
	error
	problem string
}

// problemOf is that of an error.
func problemOf(err error) string {
	var r refused
	if errors.As(err, &r) {
		return r.problem
	}
	return "unknown"
}

// fromProvider takes a browser back.
func (d *Desk) fromProvider(w http.ResponseWriter, r *http.Request) {
	http.SetCookie(w, flowCookie(r, "", -time.Second))
	f, err := flowOf(r)
	var id string
	if no := r.FormValue("error"); err == nil && no != "" {
		err = refused{fmt.Errorf("the provider says no: %.80q", no), "refused"}
	}
	if err == nil {
		id, err = d.provider.who(oidc.ClientContext(r.Context(), client), r.FormValue("code"), f)
	}
	var a account
	if err == nil {
		if a, _, err = d.account(r.Context(), id); err == nil && !a.Provider {
			err = ErrNone // who has a password logs in by it
		}
	}
	var s string
	if err == nil {
		s, err = d.Begin(r.Context(), a.Person, address(r), "", 0)
	}
	if err != nil {
		d.o.Log.Warn("people: by the provider", "who", id, "err", err)
		if err := d.audit.Note(r.Context(), audit.Who{ID: "nobody", From: address(r)}, "login.refused", id, "by the provider"); err != nil {
			d.o.Log.Error("people: the audit", "err", err)
		}
		q := url.Values{"problem": {problemOf(err)}, "next": {f.Next}}
		http.Redirect(w, r, "/login?"+q.Encode(), http.StatusSeeOther)
		return
	}
	give(w, r, s)
	// A redirect would still be part of the way from the other site, and the
	// browser would not show the cookie.
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = io.WriteString(w, `<!doctype html><meta http-equiv="refresh" content="0;url=`+html.EscapeString(f.Next)+`">`)
}

// who asks the provider who came with a code.
func (p *provider) who(ctx context.Context, code string, f flow) (string, error) {
	sure, err := p.ask(ctx, code, f)
	if err != nil {
		return "", refused{err, "provider"}
	}
	return p.name(sure)
}

// ask gets what the provider signs for a code.
func (p *provider) ask(ctx context.Context, code string, f flow) (*oidc.IDToken, error) {
	found, config, err := p.find(ctx)
	if err != nil {
		return nil, err
	}
	token, err := config.Exchange(ctx, code, oauth2.VerifierOption(f.Verifier))
	if err != nil {
		return nil, err
	}
	raw, ok := token.Extra("id_token").(string)
	if !ok {
		return nil, errors.New("the provider says nobody's name")
	}
	sure, err := found.Verifier(&oidc.Config{ClientID: p.o.ClientID}).Verify(ctx, raw)
	if err != nil {
		return nil, err
	}
	if subtle.ConstantTimeCompare([]byte(sure.Nonce), []byte(f.Nonce)) != 1 {
		return nil, errors.New("it is an answer to somebody else")
	}
	return sure, nil
}

// name is the claim that is the person's ID.
func (p *provider) name(token *oidc.IDToken) (string, error) {
	var claims map[string]json.RawMessage
	if err := token.Claims(&claims); err != nil {
		return "", err
	}
	claim := p.o.Claim
	if claim == "" {
		claim = "email"
		if string(claims["email_verified"]) != "true" {
			return "", errors.New("the provider has not verified the address")
		}
	}
	var name string
	if err := json.Unmarshal(claims[claim], &name); err != nil || name == "" {
		return "", fmt.Errorf("the provider says nothing as %s", claim)
	}
	return strings.ToLower(name), nil
}
