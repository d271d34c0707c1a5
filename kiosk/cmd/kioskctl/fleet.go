package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"govkiosk/kiosk/fleet/api"
)

// Variables that say which hub, where no flag does.
const (
	envHub   = "KIOSKHUB_URL"
	envToken = "KIOSKHUB_TOKEN"
)

// signIn is which hub somebody asks, as who. It is kept by fleet login, for its
// owner only.
type signIn struct {
	URL   string    `json:"url"`
	CA    string    `json:"ca,omitempty"` // PEM of the hub's authority; empty: the machine's
	Token string    `json:"token"`
	ID    string    `json:"id"`
	Until time.Time `json:"until"`
}

// hubFlags are those of every command that asks the hub.
type hubFlags struct {
	url, ca, tokenFile, kept string
	json                     bool
}

// mostPatience is how long the hub may take for one answer.
const mostPatience = 30 * time.Second

func (f *hubFlags) add(c *cobra.Command) {
	kept := ""
	if dir, err := os.UserConfigDir(); err == nil {
		kept = filepath.Join(dir, "govkiosk", "hub.json")
	}
	flags := c.PersistentFlags()
	flags.StringVar(&f.url, "hub", os.Getenv(envHub), "address of the hub's port for people; else $"+envHub+", else as signed in")
	flags.StringVar(&f.ca, "ca", "", "file with the hub's authority, where the machine does not know it")
	flags.StringVar(&f.tokenFile, "token-file", "", "file with a bearer token; else $"+envToken+", else as signed in")
	flags.StringVar(&f.kept, "sign-in", kept, "where fleet login keeps the token")
	flags.BoolVar(&f.json, "json", false, "print JSON")
}

// client is who asks the hub.
func (f *hubFlags) client() (*api.Client, error) {
	s, err := f.read()
	if err != nil {
		return nil, err
	}
	switch {
	case s.URL == "":
		return nil, fmt.Errorf("which hub? run kioskctl fleet login URL, or give --hub")
	case s.Token == "":
		return nil, fmt.Errorf("who asks? run kioskctl fleet login %s, or give --token-file", s.URL)
	case !s.Until.IsZero() && time.Now().After(s.Until):
		return nil, failed(fmt.Errorf("the sign-in at %s ended on %s; run kioskctl fleet login %s again", s.URL, s.Until.Local().Format(time.DateTime), s.URL))
	}
	client, err := s.http()
	if err != nil {
		return nil, err
	}
	return &api.Client{URL: s.URL, Token: s.Token, HTTP: client}, nil
}

// read is the sign-in with what flags and variables say instead.
func (f *hubFlags) read() (signIn, error) {
	var s signIn
	text, err := os.ReadFile(f.kept)
	if err == nil {
		err = json.Unmarshal(text, &s)
	}
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return s, failed(fmt.Errorf("%s: %w", f.kept, err))
	}
	if f.url != "" && strings.TrimRight(f.url, "/") != s.URL {
		s = signIn{URL: strings.TrimRight(f.url, "/")} // a token is for the hub that gave it
	}
	if token := os.Getenv(envToken); token != "" {
		s.Token, s.Until = token, time.Time{}
	}
	if f.tokenFile != "" {
		text, err := os.ReadFile(f.tokenFile)
		if err != nil {
			return s, err
		}
		s.Token, s.Until = strings.TrimSpace(string(text)), time.Time{}
	}
	if f.ca != "" {
		text, err := os.ReadFile(f.ca)
		if err != nil {
			return s, err
		}
		s.CA = string(text)
	}
	return s, nil
}

func (s signIn) http() (*http.Client, error) {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.ResponseHeaderTimeout = mostPatience
	if s.CA != "" {
		pool := x509.NewCertPool()
		if !pool.AppendCertsFromPEM([]byte(s.CA)) {
			return nil, errors.New("the hub's authority: no certificate in the file")
		}
		t.TLSClientConfig = &tls.Config{RootCAs: pool}
	}
	return &http.Client{Transport: t}, nil
}

// write keeps the sign-in for its owner only.
func (s signIn) write(path string) error {
	text, err := json.Marshal(s)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".hub-*") // 0600
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

// answered runs get with a client, and prints what it returns: as JSON, or by show.
func answered[T any](f *hubFlags, c *cobra.Command, get func(context.Context, *api.Client) (T, error), show func(io.Writer, T)) error {
	client, err := f.client()
	if err != nil {
		return err
	}
	v, err := get(c.Context(), client)
	if err != nil {
		return explained(err)
	}
	if f.json {
		return failed(json.NewEncoder(c.OutOrStdout()).Encode(v))
	}
	out := &strings.Builder{}
	show(out, v)
	_, err = io.WriteString(c.OutOrStdout(), out.String())
	return failed(err)
}

// unclear is an error of whoever asks, found before the hub was asked.
type unclear struct{ error }

// explained says what to do where the hub does not know who asks.
func explained(err error) error {
	var no *api.Refused
	switch {
	case errors.As(err, new(unclear)):
		return err
	case !errors.As(err, &no):
	case no.Status == http.StatusUnauthorized:
		return failed(errors.New("the hub does not know who asks; run kioskctl fleet login"))
	case no.Status == http.StatusUnprocessableEntity, no.Status == http.StatusBadRequest:
		return err // as the user's
	}
	return failed(err)
}

// newFleet groups what tells of the whole fleet.
func newFleet() *cobra.Command {
	f := &hubFlags{}
	c := &cobra.Command{
		Use: "fleet", Short: "tell how the fleet is, by its hub",
		Long: `Tell how the fleet is, by its hub. Sign in once with fleet login; the token is
kept in a file for you only, and counts until its day. A program that runs by
itself gives --hub and --token-file, or $KIOSKHUB_URL and $KIOSKHUB_TOKEN.`,
		RunE: needsCommand, Args: cobra.ArbitraryArgs,
	}
	f.add(c)
	c.AddCommand(newFleetEnrol(), f.login(), f.logout(), f.status(), f.alerts(), f.paper(), f.services(), f.audit())
	return c
}
