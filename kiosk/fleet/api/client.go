package api

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"govkiosk/kiosk/fleet/rollout"
	"govkiosk/kiosk/fleet/wire"
)

// Client asks a hub. How long it waits is the context's matter.
type Client struct {
	URL   string // of the port for people, without the slash at its end
	Token string
	HTTP  *http.Client // nil: http.DefaultClient
}

// Refused is what the hub says no to.
type Refused struct {
	Status int
	Why    string
}

func (r *Refused) Error() string { return r.Why }

// Get asks for a value: path behind /api/v1.
func (c *Client) Get(ctx context.Context, path string, query url.Values, into any) error {
	if len(query) > 0 {
		path += "?" + query.Encode()
	}
	return c.do(ctx, http.MethodGet, path, nil, into)
}

// Post has something done.
func (c *Client) Post(ctx context.Context, path string, document, into any) error {
	return c.do(ctx, http.MethodPost, path, document, into)
}

// Delete ends something.
func (c *Client) Delete(ctx context.Context, path string, document, into any) error {
	return c.do(ctx, http.MethodDelete, path, document, into)
}

func (c *Client) do(ctx context.Context, method, path string, document, into any) error {
	answer, err := c.send(ctx, method, path, document)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if into == nil || answer.StatusCode == http.StatusNoContent {
		return nil
	}
	if err := json.NewDecoder(answer.Body).Decode(into); err != nil {
		return fmt.Errorf("the hub's answer to %s cannot be read: %w", path, err)
	}
	return nil
}

// send sends a request; an answer that is a refusal comes back as one.
func (c *Client) send(ctx context.Context, method, path string, document any) (*http.Response, error) {
	var body io.Reader
	if document != nil {
		text, err := json.Marshal(document)
		if err != nil {
			return nil, err
		}
		body = bytes.NewReader(text)
	}
	request, err := http.NewRequestWithContext(ctx, method, c.URL+"/api/v1"+path, body)
	if err != nil {
		return nil, fmt.Errorf("the hub's address: %w", err)
	}
	if c.Token != "" {
		request.Header.Set("Authorization", "Bearer "+c.Token)
	}
	client := c.HTTP
	if client == nil {
		client = http.DefaultClient
	}
	answer, err := client.Do(request)
	if err != nil {
		return nil, fmt.Errorf("the hub cannot be reached: %w", err)
	}
	if answer.StatusCode/100 == 2 {
		return answer, nil
	}
	defer answer.Body.Close()
	var p wire.Problem
	if json.NewDecoder(io.LimitReader(answer.Body, 64<<10)).Decode(&p) != nil || p.Problem == "" {
		p.Problem = "the hub answers " + answer.Status
	}
	return nil, &Refused{answer.StatusCode, p.Problem}
}

// All are the terminals that a query asks for, on all pages.
func (c *Client) All(ctx context.Context, query url.Values) ([]Terminal, error) {
	out := []Terminal{}
	query.Set("limit", "1000")
	for {
		var page Terminals
		if err := c.Get(ctx, "/terminals", query, &page); err != nil {
			return nil, err
		}
		out = append(out, page.Terminals...)
		if page.Next == "" {
			return out, nil
		}
		query.Set("after", page.Next)
	}
}

// Start begins a roll-out.
func (c *Client) Start(ctx context.Context, p rollout.Plan) (r Rollout, err error) {
	return r, c.Post(ctx, "/rollouts", p, &r)
}

// Preview tells what a plan would do.
func (c *Client) Preview(ctx context.Context, p rollout.Plan) (v Preview, err error) {
	return v, c.Post(ctx, "/rollouts/preview", p, &v)
}

// Rollout is how a roll-out stands.
func (c *Client) Rollout(ctx context.Context, id string) (r Rollout, err error) {
	return r, c.Get(ctx, "/rollouts/"+url.PathEscape(id), nil, &r)
}

// Give gives a command.
func (c *Client) Give(ctx context.Context, o Order) (out Command, err error) {
	return out, c.Post(ctx, "/commands", o, &out)
}

// File copies what a command collected at a terminal.
func (c *Client) File(ctx context.Context, command, terminal string, to io.Writer) error {
	answer, err := c.send(ctx, http.MethodGet, "/commands/"+url.PathEscape(command)+"/"+url.PathEscape(terminal), nil)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if _, err := io.Copy(to, answer.Body); err != nil {
		return fmt.Errorf("the file is not whole: %w", err)
	}
	return nil
}

// Live tells changes until ctx ends or the hub ends it. It blocks.
func (c *Client) Live(ctx context.Context, each func(Change)) error {
	answer, err := c.send(ctx, http.MethodGet, "/live", nil)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	lines := bufio.NewScanner(answer.Body)
	for lines.Scan() {
		text, ok := strings.CutPrefix(lines.Text(), "data: ")
		var change Change
		if ok && json.Unmarshal([]byte(text), &change) == nil {
			each(change)
		}
	}
	if ctx.Err() != nil {
		return nil
	}
	return errors.Join(errors.New("the hub has ended the stream"), lines.Err())
}
