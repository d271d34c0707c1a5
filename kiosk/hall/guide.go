package hall

import (
	"context"
	"net/http"
	"time"

	"govkiosk/kiosk/hall/api"
)

// Guide asks for the catalogue of items. The answer is kept.
func (c *Client) Guide(ctx context.Context) (Guide, error) {
	return cached(ctx, c, c.seen.guide, reading(ofGuide, "guide", "Guide", nil), "guide",
		func(ctx context.Context, known *string) (*http.Response, error) {
			return c.api.ListItems(ctx, &api.ListItemsParams{XTerminalID: c.opts.Terminal, IfNoneMatch: known})
		}, nil)
}

// KeptGuide returns the catalogue without the network, and when the hall last
// said that it is the newest; false when it never did.
func (c *Client) KeptGuide() (Guide, time.Time, bool) {
	return keptAs(c, "Guide", "guide", c.seen.guide, nil)
}

// Item asks for one item whole. The answer is kept.
func (c *Client) Item(ctx context.Context, item string) (Item, error) {
	return cached(ctx, c, c.seen.item, reading(ofGuide, "item", "Item", nil), "item-"+item,
		func(ctx context.Context, known *string) (*http.Response, error) {
			return c.api.GetItem(ctx, item, &api.GetItemParams{XTerminalID: c.opts.Terminal, IfNoneMatch: known})
		}, func(a api.Item) error { return same("item", a.Summary.Code, item) })
}

// KeptItem returns an item without the network.
func (c *Client) KeptItem(item string) (Item, time.Time, bool) {
	return keptAs(c, "Item", "item-"+item, c.seen.item, nil)
}
