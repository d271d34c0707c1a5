package upstream

import (
	"bytes"
	"io"
	"net/http"

	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/hall/sign"
)

// agent names the terminal's program where a gateway signs User-Agent too:
// what net/http adds later could not be signed.
const agent = "govkiosk"

// RoundTrip signs the request, sends it once and learns the gateway's clock
// from the answer. It blocks as long as the transport does, and before that
// for as long as a new secret takes; both end with the request's context.
func (g *Gateway) RoundTrip(req *http.Request) (*http.Response, error) {
	out, err := g.signed(req)
	if err != nil {
		return nil, notSent{err}
	}
	sent := g.clock()
	resp, err := g.base.RoundTrip(out)
	if err != nil {
		return nil, err
	}
	g.skew.learn(resp.Header.Get("Date"), sent, g.clock())
	if resp.StatusCode == http.StatusUnauthorized && g.keeper != nil {
		g.keeper.distrusted()
	}
	return resp, nil
}

// CloseIdleConnections serves http.Client's method of that name.
func (g *Gateway) CloseIdleConnections() { g.base.CloseIdleConnections() }

// signed is a copy of the request with a new signature. It closes the body of
// the one it was given.
func (g *Gateway) signed(req *http.Request) (*http.Request, error) {
	body, err := content(req)
	if err != nil {
		return nil, err
	}
	out := req.Clone(req.Context())
	if g.scheme == nil {
		carry(out, body)
		return out, nil
	}
	secret, err := g.keeper.secret(req.Context())
	if err != nil {
		return nil, err
	}
	if out.Header.Get("User-Agent") == "" {
		out.Header.Set("User-Agent", agent)
	}
	s, err := g.scheme.Sign(sign.Request{
		Method: req.Method, Path: req.URL.EscapedPath(), Query: req.URL.RawQuery, Body: body, Header: out.Header,
		Service: g.cfg.Services[hall.Operation(req.Context())], At: g.now(), Nonce: g.nonce(),
	}, secret)
	if err != nil {
		return nil, err
	}
	for _, h := range s.Headers {
		out.Header.Del(h.Name)
		out.Header[h.Name] = []string{h.Value} // as the gateway writes it, not as Go would
	}
	out.URL.RawQuery = s.Query
	carry(out, s.Body)
	return out, nil
}

func content(req *http.Request) ([]byte, error) {
	if req.Body == nil {
		return nil, nil
	}
	defer req.Body.Close()
	return io.ReadAll(req.Body)
}

// carry gives the request a body that can be sent once. http.Transport sends a
// request again by itself when a kept connection turns out dead, if it can:
// with the same nonce and signature. Even a GET therefore gets a body, empty
// and of unknown length; the transport finds it empty and sends neither a
// length nor chunks.
func carry(req *http.Request, body []byte) {
	req.Body, req.ContentLength, req.GetBody = io.NopCloser(bytes.NewReader(body)), int64(len(body)), nil
	if len(body) == 0 && req.Method != http.MethodGet {
		req.Body = http.NoBody
	}
}
