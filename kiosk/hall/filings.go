package hall

import (
	"context"
	"fmt"
	"net/http"

	"govkiosk/kiosk/hall/api"
)

// Abandoned says what the hall found under the key of something that nobody
// waits for any more.
type Abandoned string

const (
	AbandonedNone   Abandoned = "none"   // nothing was made, nor will be
	AbandonedUndone Abandoned = "undone" // it was made, and is no more
	AbandonedKept   Abandoned = "kept"   // it was made and cannot be undone
)

// AbandonFiling settles a write whose answer was lost, by that write's key.
func (c *Client) AbandonFiling(ctx context.Context, key, filingKey, reason string) (Abandoned, error) {
	if err := checkKey("abandon-filing", filingKey); err != nil {
		return "", err
	}
	var s api.FilingSettlement
	err := c.do(ctx, call{
		op: "abandon-filing", status: http.StatusOK, schema: "FilingSettlement", into: &s, write: true, key: key,
		send: func(ctx context.Context) (*http.Response, error) {
			p := api.AbandonFilingParams{XTerminalID: c.opts.Terminal, IdempotencyKey: quoted(key)}
			return c.api.AbandonFiling(ctx, filingKey, &p, api.Reason{Reason: reason})
		},
		check: func() error {
			if s.Outcome == "" {
				return fmt.Errorf("no outcome")
			}
			return nil
		},
	})
	return Abandoned(s.Outcome), err
}
