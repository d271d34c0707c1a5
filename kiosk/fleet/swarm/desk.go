package swarm

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
)

// desk asks the hub as a person's program does.
type desk struct {
	at, token string
}

// login gets a token for the swarm's admin.
func (s *Swarm) login(ctx context.Context) (*desk, error) {
	d := &desk{at: s.hub.people()}
	var got struct {
		Token string `json:"token"`
	}
	err := d.say(ctx, http.MethodPost, "/login", map[string]any{"id": admin, "password": s.o.Password, "days": 1}, &got)
	d.token = got.Token
	return d, err
}

func (d *desk) say(ctx context.Context, method, path string, in, out any) error {
	body, err := json.Marshal(in)
	if err != nil {
		return err
	}
	r, err := http.NewRequestWithContext(ctx, method, d.at+"/api/v1"+path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	if d.token != "" {
		r.Header.Set("Authorization", "Bearer "+d.token)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return fmt.Errorf("swarm: %w", err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(io.LimitReader(answer.Body, 32<<20))
	if err != nil {
		return fmt.Errorf("swarm: %w", err)
	}
	if answer.StatusCode/100 != 2 {
		return fmt.Errorf("swarm: %s %s: the hub answers %s: %s", method, path, answer.Status, text)
	}
	if out == nil || len(text) == 0 {
		return nil
	}
	return json.Unmarshal(text, out)
}
