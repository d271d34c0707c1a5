package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"govkiosk/kiosk"
	"govkiosk/kiosk/diag"
)

// diagSession is a technician's session with a terminal.
type diagSession struct {
	socket string
	key    string
	news   chan kiosk.DiagNews // closed when the session is over
}

func statusOf(ctx context.Context, socket string) (s diag.Status, err error) {
	var said bytes.Buffer
	if err := ask(ctx, &said, socket, "diag"); err != nil {
		return s, err
	}
	return s, json.Unmarshal(said.Bytes(), &s)
}

// openDiag asks for the terminal. What it says until it is given comes as news
// too. The session ends with ctx.
func openDiag(ctx context.Context, socket string, open kiosk.DiagOpen) (*diagSession, error) {
	response, err := postDiag(ctx, socket, "session", open)
	if err != nil {
		return nil, err
	}
	s := &diagSession{socket: socket, news: make(chan kiosk.DiagNews)}
	go func() {
		defer close(s.news)
		defer response.Body.Close()
		for lines := json.NewDecoder(response.Body); ; {
			var n kiosk.DiagNews
			if lines.Decode(&n) != nil {
				return
			}
			select {
			case s.news <- n:
			case <-ctx.Done():
				return
			}
		}
	}()
	return s, nil
}

func (s *diagSession) order(ctx context.Context, o kiosk.DiagOrder) error {
	o.Key = s.key
	response, err := postDiag(ctx, s.socket, "order", o)
	if err != nil {
		return err
	}
	return response.Body.Close()
}

func postDiag(ctx context.Context, socket, what string, body any) (*http.Response, error) {
	text, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, controlURL+"diag/"+what, bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	response, err := controlClient(socket).Do(request)
	if err != nil {
		return nil, fmt.Errorf("kioskctl: the terminal does not answer: %w", err)
	}
	if response.StatusCode != http.StatusOK {
		why, err := io.ReadAll(io.LimitReader(response.Body, 1<<10))
		return nil, errors.Join(fmt.Errorf("kioskctl: %s", strings.TrimSpace(string(why))), err, response.Body.Close())
	}
	return response, nil
}
