package hall

import (
	"context"
	"net/http"
	"time"

	"govkiosk/kiosk/hall/api"
)

// Report tells that something cannot be got done (办不成事).
type Report struct {
	Kind       string // code of one of Policy.ReportKinds
	Text       string
	At         time.Time
	Place      string // any of these may be empty
	Department string // code of its unit
	Item       string
	Case       string
	Ticket     string
	Screen     string // where the citizen got stuck, a word of a–z 0–9 -
	Person     *Person
	Phone      string
}

// ReportQuestion is by the number and its code, or by the person.
type ReportQuestion struct {
	Number    string
	QueryCode string
	Person    *Person
}

// Report hands a report in.
func (c *Client) Report(ctx context.Context, key string, r Report) (ReportReceipt, error) {
	body := api.Report{
		Kind: r.Kind, Text: r.Text, At: r.At, Place: optional(r.Place), Department: optional(r.Department),
		Item: optional(r.Item), ProjectNo: optional(r.Case), Ticket: optional(r.Ticket), Screen: optional(r.Screen),
		Person: maybe(r.Person, person), Phone: optional(r.Phone),
	}
	return ask(ctx, c, c.seen.reportReceipt, writing(ofReports, "report", key, http.StatusCreated, "ReportReceipt",
		func(ctx context.Context) (*http.Response, error) {
			return c.api.Report(ctx, &api.ReportParams{XTerminalID: c.opts.Terminal, IdempotencyKey: quoted(key)}, body)
		}), nil)
}

// ReportStatus asks what became of a report.
func (c *Client) ReportStatus(ctx context.Context, q ReportQuestion) (ReportStatus, error) {
	body := api.ReportQuestion{Number: q.Number, QueryCode: optional(q.QueryCode), Person: maybe(q.Person, person)}
	return ask(ctx, c, c.seen.reportStatus, reading(ofReports, "report-status", "ReportStatus",
		func(ctx context.Context) (*http.Response, error) {
			return c.api.ReadReport(ctx, &api.ReadReportParams{XTerminalID: c.opts.Terminal}, body)
		}), func(a api.ReportStatus) error { return same("report", a.Number, q.Number) })
}
