package upstream

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"govkiosk/kiosk/hall/sign"
)

// maxRefresh is longer than any answer to a request for a secret.
const maxRefresh = 64 << 10

// refresher buys a secret with the long-lived appkey: the four fields that
// otherwise are headers, signed with the appkey, as a JSON body.
//
// Source: data-direct spec v0.55, /sysapi/auth/refreshappsecret.
type refresher struct {
	url    string
	scheme *sign.Scheme
	base   http.RoundTripper
	clock  func() time.Time
	skew   *offset
}

func (r refresher) buy(ctx context.Context, appkey sign.Secret) (bought, error) {
	body, err := r.order(appkey)
	if err != nil {
		return bought{}, err
	}
	// Whoever watches the request that needs the secret does not mean this
	// one: its connection says nothing about theirs.
	ctx, cancel := bare(ctx)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, r.url, bytes.NewReader(body))
	if err != nil {
		return bought{}, errors.New("upstream: refresh_url is no address")
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json")
	sent := r.clock()
	resp, err := r.base.RoundTrip(req)
	if err != nil {
		return bought{}, fmt.Errorf("upstream: secret: %w", err)
	}
	defer resp.Body.Close()
	r.skew.learn(resp.Header.Get("Date"), sent, r.clock())
	answer, err := io.ReadAll(io.LimitReader(resp.Body, maxRefresh))
	if err != nil {
		return bought{}, fmt.Errorf("upstream: secret: %w", err)
	}
	if resp.StatusCode != http.StatusOK {
		return bought{}, fmt.Errorf("upstream: secret: the gateway answers %d", resp.StatusCode)
	}
	return r.received(appkey, answer)
}

func (r refresher) now() time.Time {
	ahead, _ := r.skew.get()
	return r.clock().Add(ahead)
}

// order is the body that asks for a secret.
func (r refresher) order(appkey sign.Secret) ([]byte, error) {
	g, err := r.scheme.Sign(sign.Request{Method: http.MethodPost, At: r.now()}, appkey)
	if err != nil {
		return nil, err
	}
	fields := map[string]string{}
	for _, h := range g.Headers {
		fields[h.Name] = h.Value
	}
	return json.Marshal(fields)
}

// received unwraps the secret. No error repeats what the gateway sent.
func (r refresher) received(appkey sign.Secret, answer []byte) (bought, error) {
	e, err := parseEnvelope(answer)
	if err != nil {
		return bought{}, err
	}
	if e.Code != "0" && e.Code != "200" {
		return bought{}, fmt.Errorf("upstream: secret: refused with the gateway's code %s", e.Code)
	}
	var data struct {
		Secret string          `json:"secret"`
		End    json.RawMessage `json:"secretEndTime"`
	}
	if err := json.Unmarshal(e.Data, &data); err != nil {
		return bought{}, errors.New("upstream: secret: the answer has no secret in it")
	}
	secret, err := sign.Unwrap(appkey, data.Secret)
	if err != nil {
		return bought{}, err
	}
	until, err := endTime(data.End)
	if err != nil {
		return bought{}, err
	}
	now := r.now()
	if !until.After(now) {
		return bought{}, errors.New("upstream: secret: it has ended already, or a clock is wrong")
	}
	return bought{secret: secret, at: now, until: until}, nil
}

// beijing has no daylight saving and needs no zone file.
var beijing = time.FixedZone("CST", 8*60*60)

// endTime reads milliseconds, as number or text, or a time of Beijing.
func endTime(raw json.RawMessage) (time.Time, error) {
	text := strings.Trim(string(raw), `"`)
	if ms, err := strconv.ParseInt(text, 10, 64); err == nil {
		return time.UnixMilli(ms), nil
	}
	at, err := time.ParseInLocation(time.DateTime, text, beijing)
	if err != nil {
		return time.Time{}, errors.New("upstream: secret: secretEndTime is neither milliseconds nor 2006-01-02 15:04:05")
	}
	return at, nil
}

// bare is a context that ends when ctx does and carries nothing of it.
func bare(ctx context.Context) (context.Context, context.CancelFunc) {
	plain, cancel := context.WithCancel(context.Background())
	stop := context.AfterFunc(ctx, cancel)
	return plain, func() { stop(); cancel() }
}
