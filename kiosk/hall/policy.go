package hall

import (
	"context"
	"net/http"
	"time"

	"govkiosk/kiosk/hall/api"
)

// Policy asks for the rules of this hall for this terminal. The answer is kept:
// KeptPolicy has it without the network.
func (c *Client) Policy(ctx context.Context) (Policy, error) {
	return cached(ctx, c, c.seen.policy, reading(ofPolicy, "policy", "Policy", nil), "policy",
		func(ctx context.Context, known *string) (*http.Response, error) {
			return c.api.GetPolicy(ctx, &api.GetPolicyParams{XTerminalID: c.opts.Terminal, IfNoneMatch: known})
		}, nil)
}

// KeptPolicy returns the rules as the hall last gave them, and when it last
// said that they hold; false when it never did.
func (c *Client) KeptPolicy() (Policy, time.Time, bool) {
	return keptAs(c, "Policy", "policy", c.seen.policy, nil)
}
