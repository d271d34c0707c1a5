package hall

import (
	"context"
	"net/http"

	"govkiosk/kiosk/hall/api"
)

// CaseSearch is by person, by number with query code, or by link. Case wants
// the number in any case.
type CaseSearch struct {
	Person    *Person
	Number    string
	QueryCode string
	Link      string // what the QR of a slip says
}

// Cases looks for cases, the newest first.
func (c *Client) Cases(ctx context.Context, q CaseSearch) ([]CaseSummary, error) {
	body := api.CaseSearch{
		Person: maybe(q.Person, person), Number: optional(q.Number), QueryCode: optional(q.QueryCode), Link: optional(q.Link),
	}
	return ask(ctx, c, func(a api.CaseList) []CaseSummary { return each(a.Cases, c.seen.caseSummary) }, reading(ofCases, "cases", "CaseList", func(ctx context.Context) (*http.Response, error) {
		return c.api.SearchCases(ctx, &api.SearchCasesParams{XTerminalID: c.opts.Terminal}, body)
	}), nil)
}

// Case asks for one case whole.
func (c *Client) Case(ctx context.Context, q CaseSearch) (Case, error) {
	body := api.CaseQuestion{
		Number: q.Number, Person: maybe(q.Person, person), QueryCode: optional(q.QueryCode), Link: optional(q.Link),
	}
	return ask(ctx, c, c.seen.wholeCase, reading(ofCases, "case", "Case", func(ctx context.Context) (*http.Response, error) {
		return c.api.ReadCase(ctx, &api.ReadCaseParams{XTerminalID: c.opts.Terminal}, body)
	}), func(a api.Case) error { return same("case", a.Number, q.Number) })
}
