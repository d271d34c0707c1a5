package hall

import (
	"context"
	"net/http"
	"time"

	"govkiosk/kiosk/hall/api"
)

// SelfTest is what the terminal's own test of a day found. It holds nothing of
// a person, and is kept in the journal as its JSON.
type SelfTest struct {
	Day       string             `json:"day"` // in the hall's zone, "2006-01-02"
	Began     time.Time          `json:"began"`
	Ended     time.Time          `json:"ended"`
	Results   []SelfTestResult   `json:"results"`
	Withdrawn []WithdrawnService `json:"withdrawn"`
}

// SelfTestResult is what came of one test.
type SelfTestResult struct {
	Test    string `json:"test"`    // printer.status
	Verdict string `json:"verdict"` // pass, fail, skipped, aborted, not-fitted
	Reason  string `json:"reason,omitempty"`
}

// WithdrawnService is a service that cannot be had here, and why.
type WithdrawnService struct {
	Service string `json:"service"`
	Reason  string `json:"reason"`
}

// SelfTest tells the hall what the terminal's own test found.
func (c *Client) SelfTest(ctx context.Context, key string, t SelfTest) error {
	body := api.SelfTest{Day: t.Day, Began: t.Began, Ended: t.Ended, Results: []api.SelfTestResult{}, Withdrawn: []api.WithdrawnService{}}
	for _, r := range t.Results {
		body.Results = append(body.Results, api.SelfTestResult{Test: r.Test, Verdict: api.SelfTestResultVerdict(r.Verdict), Reason: optional(r.Reason)})
	}
	for _, w := range t.Withdrawn {
		body.Withdrawn = append(body.Withdrawn, api.WithdrawnService{Service: w.Service, Reason: w.Reason})
	}
	var receipt api.SelfTestReceipt
	k := writing(ofTerminals, "self-test", key, http.StatusCreated, "SelfTestReceipt", func(ctx context.Context) (*http.Response, error) {
		p := api.ReportSelfTestParams{XTerminalID: c.opts.Terminal, IdempotencyKey: quoted(key)}
		return c.api.ReportSelfTest(ctx, &p, body)
	})
	k.into = &receipt
	return c.do(ctx, k)
}
