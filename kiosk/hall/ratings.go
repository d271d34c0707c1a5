package hall

import (
	"context"
	"net/http"
	"time"

	"govkiosk/kiosk/hall/api"
)

// FromTerminal is the pf of a rating at a self-service terminal.
const FromTerminal = "5"

// Rating is of a case or of a visit. Rating is voluntary; who rates is told
// only where they say so.
type Rating struct {
	Satisfaction int      // 5 very satisfied … 1 very dissatisfied
	Reasons      []string // indicator codes, the first digit the grade (evalDetail)
	Text         string   // writingEvaluation; may be empty
	Platform     string   // pf; empty: FromTerminal
	Round        int      // assessNumber: 1 first, 2 second; 0: first
	At           time.Time

	Case          string // project_no; empty: of the visit
	Visit         string // drawn by the terminal, as an idempotency key is
	TaskCode      string // 实施编码; may be empty, as all below
	HandleItem    string // 业务办理项编码
	Ticket        string
	ServiceNumber string // of the hall
	Window        string
	Staff         string
	Legal         bool // rated for a legal person
	Person        *Person
}

// Indicators asks for the reasons for each grade. The answer is kept.
func (c *Client) Indicators(ctx context.Context) (Indicators, error) {
	return cached(ctx, c, c.seen.indicators, reading(ofRating, "indicators", "IndicatorList", nil), "indicators",
		func(ctx context.Context, known *string) (*http.Response, error) {
			return c.api.ListIndicators(ctx, &api.ListIndicatorsParams{XTerminalID: c.opts.Terminal, IfNoneMatch: known})
		}, nil)
}

// KeptIndicators returns the reasons without the network.
func (c *Client) KeptIndicators() (Indicators, time.Time, bool) {
	return keptAs(c, "IndicatorList", "indicators", c.seen.indicators, nil)
}

// Rate hands a rating in. A second one of the same case or visit is refused
// with CodeAlreadyRated.
func (c *Client) Rate(ctx context.Context, key string, r Rating) (RatingReceipt, error) {
	body := toRating(r)
	return ask(ctx, c, c.seen.ratingReceipt, writing(ofRating, "rate", key, http.StatusCreated, "RatingReceipt",
		func(ctx context.Context) (*http.Response, error) {
			return c.api.Rate(ctx, &api.RateParams{XTerminalID: c.opts.Terminal, IdempotencyKey: quoted(key)}, body)
		}), nil)
}

func toRating(r Rating) api.Rating {
	prop := api.RaterPerson
	if r.Legal {
		prop = api.RaterLegal
	}
	pf := r.Platform
	if pf == "" {
		pf = FromTerminal
	}
	return api.Rating{
		Satisfaction: r.Satisfaction, EvalDetail: list(r.Reasons), WritingEvaluation: optional(r.Text), Pf: pf,
		AssessNumber: max(r.Round, 1), AssessTime: r.At, ProjectNo: optional(r.Case), Visit: optional(r.Visit),
		TaskCode: optional(r.TaskCode), TaskHandleItem: optional(r.HandleItem), Ticket: optional(r.Ticket),
		ServiceNumber: optional(r.ServiceNumber), WindowNumber: optional(r.Window), StaffNumber: optional(r.Staff),
		UserProp: &prop, Person: maybe(r.Person, person),
	}
}
