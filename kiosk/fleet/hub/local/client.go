package local

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"os/user"

	"govkiosk/kiosk/fleet/wire"
)

// Client talks to the hub of a folder.
type Client struct {
	http *http.Client
	user string
}

// Dial finds the hub that runs in a folder; ok is false where none does.
func Dial(ctx context.Context, dir string) (c *Client, ok bool) {
	dial := func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "unix", socket(dir))
	}
	conn, err := dial(ctx, "", "")
	if err != nil {
		return nil, false
	}
	_ = conn.Close()
	name := "?"
	if u, err := user.Current(); err == nil {
		name = u.Username
	}
	return &Client{&http.Client{Transport: &http.Transport{DialContext: dial}}, name}, true
}

// problemTrailer tells why a backup ended before its end.
const problemTrailer = "X-Problem"

// Backup writes one of the hub's to w.
func (c *Client) Backup(ctx context.Context, w io.Writer) error {
	r, err := http.NewRequestWithContext(ctx, "GET", "http://hub/backup", nil)
	if err != nil {
		return err
	}
	r.Header.Set("X-User", c.user)
	answer, err := c.http.Do(r)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if _, err := io.Copy(w, answer.Body); err != nil {
		return err
	}
	if why := answer.Trailer.Get(problemTrailer); why != "" {
		return errors.New(why)
	}
	return nil
}

// Call sends a document, nil for none, and reads the answer into out.
func (c *Client) Call(ctx context.Context, method, path string, in, out any) error {
	var body bytes.Buffer
	if in != nil {
		if err := json.NewEncoder(&body).Encode(in); err != nil {
			return err
		}
	}
	r, err := http.NewRequestWithContext(ctx, method, "http://hub"+path, &body)
	if err != nil {
		return err
	}
	r.Header.Set("X-User", c.user)
	answer, err := c.http.Do(r)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		var p wire.Problem
		if err := json.NewDecoder(answer.Body).Decode(&p); err != nil || p.Problem == "" {
			return errors.New(answer.Status)
		}
		return errors.New(p.Problem)
	}
	if out == nil {
		return nil
	}
	return json.NewDecoder(answer.Body).Decode(out)
}
