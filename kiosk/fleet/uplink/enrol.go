package uplink

import (
	"context"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"

	"govkiosk/config"
	"govkiosk/kiosk/fleet/wire"
)

// Authority reads the certificates that sign for the hub.
func Authority(path string) ([]*x509.Certificate, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("uplink: authority: %w", err)
	}
	var out []*x509.Certificate
	for b, rest := pem.Decode(text); b != nil; b, rest = pem.Decode(rest) {
		c, err := x509.ParseCertificate(b.Bytes)
		if err != nil {
			return nil, fmt.Errorf("uplink: authority: %s: %w", path, err)
		}
		out = append(out, c)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("uplink: authority: %s holds no certificate", path)
	}
	return out, nil
}

// Enrol gets a certificate for a one-time code and keeps it. It blocks for up
// to 30 seconds. A code whose answer was lost can be shown again. Beside the
// authority of the file that is believed which the hub told of itself before.
func Enrol(ctx context.Context, o Options, code string, place config.Place, program string) (*Identity, error) {
	pinned, err := Authority(o.Authority)
	if err != nil {
		return nil, err
	}
	if before, err := o.Folder.Load(); err == nil {
		pinned = append(pinned, before.Authority...)
	}
	c := newCaller(o, pinned)
	defer c.http.CloseIdleConnections()
	return enrol(ctx, c, o, code, place, program)
}

func enrol(ctx context.Context, c *caller, o Options, code string, place config.Place, program string) (*Identity, error) {
	key, err := o.Folder.pending()
	if err != nil {
		return nil, err
	}
	request, err := csr(key, o.ID)
	if err != nil {
		return nil, err
	}
	var got wire.Enrolled
	err = c.say(ctx, http.MethodPost, wire.PathEnrol, wire.Enrol{
		Terminal: o.ID, Code: strings.TrimSpace(code), CSR: request, Place: place, Program: program,
	}, &got)
	if err != nil {
		return nil, err
	}
	return c.kept(o, got, func() (*Identity, error) { return o.Folder.save(key, got) })
}

// kept checks that an answer is this terminal's before it is kept.
func (c *caller) kept(o Options, got wire.Enrolled, save func() (*Identity, error)) (*Identity, error) {
	b, _ := pem.Decode([]byte(got.Certificate))
	if b == nil {
		return nil, errors.New("uplink: the hub answered without a certificate")
	}
	if cert, err := x509.ParseCertificate(b.Bytes); err != nil || cert.Subject.CommonName != o.ID {
		return nil, fmt.Errorf("uplink: the hub answered with a certificate that is not for %s", o.ID)
	}
	id, err := save()
	if err != nil {
		return nil, err
	}
	c.be(id)
	return id, nil
}

// renew gets a certificate for a new key.
func (u *Uplink) renew(ctx context.Context) error {
	u.renewing.Lock()
	defer u.renewing.Unlock()
	key, err := newKey()
	if err != nil {
		return err
	}
	request, err := csr(key, u.o.ID)
	if err != nil {
		return err
	}
	s := u.o.Terminal.Status()
	var got wire.Enrolled
	err = u.call.say(ctx, http.MethodPost, wire.PathRenew, wire.Enrol{Terminal: u.o.ID, CSR: request, Place: s.Place, Program: s.Program}, &got)
	if err != nil {
		return err
	}
	id, err := u.call.kept(u.o, got, func() (*Identity, error) { return u.o.Folder.save(key, got) })
	if err == nil {
		u.o.Log.Info("hub: certificate renewed", "until", id.Certificate.Leaf.NotAfter)
		u.hints.listen(id)
		signal(u.asked) // the hub is to hear what is believed now
	}
	return err
}

// byFile enrols with the code of a file, which is deleted then. Without the
// file nothing happens. The authority's file is read anew: whoever brings a
// code may have brought another one.
func (u *Uplink) byFile(ctx context.Context) (*Identity, error) {
	if u.o.Code == "" {
		return nil, ErrNotEnrolled
	}
	code, err := os.ReadFile(u.o.Code)
	if errors.Is(err, os.ErrNotExist) {
		return nil, ErrNotEnrolled
	}
	if err != nil {
		return nil, fmt.Errorf("uplink: code: %w", err)
	}
	s := u.o.Terminal.Status()
	id, err := Enrol(ctx, u.o, string(code), s.Place, s.Program)
	if err != nil {
		return nil, err
	}
	u.o.Log.Info("hub: enrolled", "terminal", u.o.ID, "until", id.Certificate.Leaf.NotAfter)
	if err := os.Remove(u.o.Code); err != nil {
		u.o.Log.Warn("hub: the code was used and its file could not be deleted", "err", err)
	}
	return id, nil
}
