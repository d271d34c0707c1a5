package hall

import (
	"context"
	"net/http"

	"govkiosk/kiosk/hall/api"
)

// Submission hands a draft in.
type Submission struct {
	Version int    // of the draft that the citizen has read through
	Phone   string // for messages; may be empty
	Post    bool   // send the result by post
}

// HandOver makes a link and a code for the phone: to upload one material, or to
// go on there with the whole draft (material empty).
func (c *Client) HandOver(ctx context.Context, key, draftID string, purpose HandoverPurpose, material string) (Handover, error) {
	body := api.NewHandover{Purpose: api.NewHandoverPurpose(purpose), Material: optional(material)}
	return ask(ctx, c, c.seen.handover, writing(ofDeclaration, "hand-over", key, http.StatusCreated, "Handover",
		func(ctx context.Context) (*http.Response, error) {
			p := api.HandOverParams{XTerminalID: c.opts.Terminal, IdempotencyKey: quoted(key)}
			return c.api.HandOver(ctx, draftID, &p, body)
		}), func(a api.Handover) error { return same("purpose", a.Purpose, string(purpose)) })
}

// Handover asks what the phone has done.
func (c *Client) Handover(ctx context.Context, draftID, handoverID string) (Handover, error) {
	return ask(ctx, c, c.seen.handover, reading(ofDeclaration, "handover", "Handover",
		func(ctx context.Context) (*http.Response, error) {
			return c.api.GetHandover(ctx, draftID, handoverID, &api.GetHandoverParams{XTerminalID: c.opts.Terminal})
		}), func(a api.Handover) error { return same("hand-over", a.ID, handoverID) })
}

// Submit hands a draft in, which the citizen has read through. It is refused
// with CodeDraftChanged when another device changed it since that version.
func (c *Client) Submit(ctx context.Context, key, draftID string, s Submission) (SubmissionReceipt, error) {
	body := api.Submission{Version: s.Version, Confirmed: true, Phone: optional(s.Phone), Post: &s.Post}
	return ask(ctx, c, c.seen.submissionReceipt, writing(ofDeclaration, "submit", key, http.StatusCreated, "SubmissionReceipt",
		func(ctx context.Context) (*http.Response, error) {
			p := api.SubmitDraftParams{XTerminalID: c.opts.Terminal, IdempotencyKey: quoted(key)}
			return c.api.SubmitDraft(ctx, draftID, &p, body)
		}), nil)
}
