package main

import (
	"bytes"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/pelletier/go-toml/v2"

	"govkiosk/kiosk/fleet/hub"
	"govkiosk/kiosk/fleet/hub/people"
	"govkiosk/kiosk/fleet/publish"
)

// span is a time such as "90s" or "12h".
type span time.Duration

func (s *span) UnmarshalText(text []byte) error {
	d, err := time.ParseDuration(string(text))
	*s = span(d)
	return err
}

// settings are the file; example.toml explains each.
type settings struct {
	Dir   string   `toml:"dir"`
	Names []string `toml:"names"`

	Terminals struct {
		Listen       string `toml:"listen"`
		Every        span   `toml:"every"`
		Certificates int    `toml:"certificate_days"`
		AtOnce       int    `toml:"at_once"`
		FreeReleases bool   `toml:"free_releases"`
	} `toml:"terminals"`
	Hints struct {
		Listen string   `toml:"listen"`
		At     []string `toml:"at"`
	} `toml:"hints"`
	People struct {
		Listen      string `toml:"listen"`
		Certificate string `toml:"certificate"`
		Key         string `toml:"key"`
		OIDC        struct {
			Issuer     string `toml:"issuer"`
			ClientID   string `toml:"client_id"`
			SecretFile string `toml:"client_secret_file"`
			Redirect   string `toml:"redirect"`
			Claim      string `toml:"claim"`
		} `toml:"oidc"`
	} `toml:"people"`
	Metrics struct {
		Listen     string `toml:"listen"`
		Dashboards string `toml:"dashboards"`
	} `toml:"metrics"`
	Repository struct {
		Dir  string `toml:"dir"`
		Open bool   `toml:"open"`
	} `toml:"repository"`
	Publish struct {
		Keys           []string `toml:"keys"`
		PassphraseFile string   `toml:"passphrase_file"`
		SnapshotDays   int      `toml:"snapshot_days"`
		TimestampDays  int      `toml:"timestamp_days"`
	} `toml:"publish"`
	Events struct {
		KeepDays int   `toml:"keep_days"`
		MostMiB  int64 `toml:"most_mib"`
	} `toml:"events"`
	NATS struct {
		URL         string `toml:"url"`
		Credentials string `toml:"credentials"`
		Authority   string `toml:"authority"`
		Certificate string `toml:"certificate"`
		Key         string `toml:"key"`
		Replicas    int    `toml:"replicas"`
	} `toml:"nats"`
}

// usual are the settings of an empty file.
func usual() settings {
	var s settings
	s.Dir = "/var/lib/kioskhub"
	s.Terminals.Listen, s.Terminals.Every, s.Terminals.Certificates, s.Terminals.AtOnce = ":8443", span(time.Minute), 90, 256
	s.Hints.Listen = ":4222"
	s.People.Listen, s.Metrics.Listen = "127.0.0.1:8080", "127.0.0.1:9465"
	s.Publish.SnapshotDays, s.Publish.TimestampDays = 7, 1
	s.Events.KeepDays, s.Events.MostMiB = 90, 4096
	return s
}

// readSettings reads a file over the usual ones. Unknown keys are errors.
func readSettings(file string) (settings, error) {
	s := usual()
	data, err := os.ReadFile(file)
	if err != nil {
		return s, err
	}
	err = toml.NewDecoder(bytes.NewReader(data)).DisallowUnknownFields().Decode(&s)
	var strict *toml.StrictMissingError
	var at *toml.DecodeError
	switch {
	case errors.As(err, &strict):
		return s, fmt.Errorf("%s:\n%s", file, strict.String())
	case errors.As(err, &at):
		row, column := at.Position()
		return s, fmt.Errorf("%s:%d:%d: %w", file, row, column, at)
	case err != nil:
		return s, fmt.Errorf("%s: %w", file, err)
	}
	if s.NATS.URL != "" {
		if strings.Contains(string(data), "[hints]") && s.Hints.Listen != usual().Hints.Listen && s.Hints.Listen != "" {
			return s, fmt.Errorf("%s: hints.listen: with nats.url hints come from there; leave it out, and say hints.at", file)
		}
		s.Hints.Listen = ""
	}
	if err := s.validate(); err != nil {
		return s, fmt.Errorf("%s:\n%w", file, err)
	}
	return s, nil
}

// validate tells everything that cannot work.
func (s settings) validate() error {
	var found []error
	bad := func(format string, args ...any) { found = append(found, fmt.Errorf("  "+format, args...)) }
	if !filepath.IsAbs(s.Dir) {
		bad("dir: want an absolute path, got %q", s.Dir)
	}
	for key, address := range map[string]string{"terminals.listen": s.Terminals.Listen, "hints.listen": s.Hints.Listen, "people.listen": s.People.Listen, "metrics.listen": s.Metrics.Listen} {
		if _, _, err := net.SplitHostPort(address); address != "" && err != nil {
			bad("%s: want HOST:PORT or :PORT, got %q", key, address)
		}
	}
	within := func(key string, got, least, most int64) {
		if got < least || got > most {
			bad("%s: want %d to %d, got %d", key, least, most, got)
		}
	}
	within("terminals.certificate_days", int64(s.Terminals.Certificates), 1, 825)
	within("terminals.at_once", int64(s.Terminals.AtOnce), 1, 100000)
	within("publish.snapshot_days", int64(s.Publish.SnapshotDays), 1, 3650)
	within("publish.timestamp_days", int64(s.Publish.TimestampDays), 1, 3650)
	within("events.keep_days", int64(s.Events.KeepDays), 1, 3650)
	within("events.most_mib", s.Events.MostMiB, 16, 1<<20)
	within("nats.replicas", int64(s.NATS.Replicas), 0, 5)
	if every := time.Duration(s.Terminals.Every); every < time.Second || every > time.Hour {
		bad("terminals.every: want 1s to 1h, got %v", every)
	}
	if (s.People.Certificate == "") != (s.People.Key == "") {
		bad("people.certificate and people.key: want both or none")
	}
	if len(s.Publish.Keys) > 0 && s.Repository.Dir == "" {
		bad("publish.keys: there is no repository.dir to sign in")
	}
	if s.NATS.Replicas > 1 && s.NATS.URL == "" {
		bad("nats.replicas: the NATS inside the hub is one; give nats.url for a cluster")
	}
	return errors.Join(found...)
}

// options are the hub's.
func (s settings) options(log *slog.Logger) (hub.Options, error) {
	o := hub.Options{
		Dir: s.Dir, NATS: s.NATS.URL, Replicas: s.NATS.Replicas,
		Terminals: s.Terminals.Listen, People: s.People.Listen, Hints: s.Hints.Listen, Metrics: s.Metrics.Listen, Names: s.Names, HintsAt: s.Hints.At,
		Repo: s.Repository.Dir, Open: s.Repository.Open, Renew: hub.Renewal{SnapshotDays: s.Publish.SnapshotDays, TimestampDays: s.Publish.TimestampDays},
		CertificateDays: s.Terminals.Certificates, Every: time.Duration(s.Terminals.Every), FreeReleases: s.Terminals.FreeReleases, Most: s.Terminals.AtOnce,
		KeepEvents: time.Duration(s.Events.KeepDays) * 24 * time.Hour, MostEvents: s.Events.MostMiB << 20, Log: log,
	}
	if s.People.Certificate != "" {
		pair, err := tls.LoadX509KeyPair(s.People.Certificate, s.People.Key)
		if err != nil {
			return o, fmt.Errorf("people.certificate: %w", err)
		}
		o.PeopleTLS = &pair
	}
	var err error
	if o.OIDC, err = s.oidc(); err != nil {
		return o, err
	}
	if o.Keys, err = s.keys(); err != nil {
		return o, err
	}
	o.Client = s.client()
	return o, nil
}

func (s settings) oidc() (people.OIDC, error) {
	of := s.People.OIDC
	o := people.OIDC{Issuer: of.Issuer, ClientID: of.ClientID, Redirect: of.Redirect, Claim: of.Claim}
	if of.Issuer == "" {
		return o, nil
	}
	text, err := os.ReadFile(of.SecretFile)
	if err != nil {
		return o, fmt.Errorf("people.oidc.client_secret_file: %w", err)
	}
	o.ClientSecret = strings.TrimSpace(string(text))
	return o, nil
}

func (s settings) keys() (keys []publish.Key, err error) {
	var passphrase []byte
	if s.Publish.PassphraseFile != "" {
		if passphrase, err = os.ReadFile(s.Publish.PassphraseFile); err != nil {
			return nil, fmt.Errorf("publish.passphrase_file: %w", err)
		}
	}
	for _, file := range s.Publish.Keys {
		key, err := publish.ReadKey(file, strings.TrimRight(string(passphrase), "\r\n"))
		if err != nil {
			return nil, fmt.Errorf("publish.keys: %w", err)
		}
		keys = append(keys, key)
	}
	return keys, nil
}

func (s settings) client() (out []nats.Option) {
	if s.NATS.Credentials != "" {
		out = append(out, nats.UserCredentials(s.NATS.Credentials))
	}
	if s.NATS.Authority != "" {
		out = append(out, nats.RootCAs(s.NATS.Authority))
	}
	if s.NATS.Certificate != "" {
		out = append(out, nats.ClientCert(s.NATS.Certificate, s.NATS.Key))
	}
	return out
}
