package hall

import (
	"context"
	"net/http"

	"govkiosk/kiosk/hall/api"
)

// NewDraft begins a declaration.
type NewDraft struct {
	Item        string
	Person      Person
	Answers     []Answer
	Phone       string  // may be empty
	For         *Person // for whom, when somebody else
	Corporation string  // 统一社会信用代码; may be empty
}

// FieldValue is what is filled into a field.
type FieldValue struct {
	Code, Value string
	Confirmed   bool // the citizen has seen it
}

// Attachment says how a material is handed in.
type Attachment struct {
	Form       Form
	Licence    string // with LicenceReuse
	Handover   string // with Electronic: the one that brought it
	Commitment string // with ByCommitment: version of the text that was agreed to
	DeferUntil string // with Deferred, "2006-01-02"; may be empty
}

// Questions asks for the situation questions of an item. The answer is kept.
func (c *Client) Questions(ctx context.Context, item string) ([]Question, error) {
	return cached(ctx, c, func(a api.QuestionList) []Question { return each(a.Questions, c.seen.question) },
		reading(ofDeclaration, "questions", "QuestionList", nil), "questions-"+item,
		func(ctx context.Context, known *string) (*http.Response, error) {
			return c.api.ListQuestions(ctx, item, &api.ListQuestionsParams{XTerminalID: c.opts.Terminal, IfNoneMatch: known})
		}, func(a api.QuestionList) error { return same("item", a.Item, item) })
}

// StartDraft begins a declaration: the materials that these answers need, and
// the form filled as far as it can be.
func (c *Client) StartDraft(ctx context.Context, key string, n NewDraft) (Draft, error) {
	body := api.NewDraft{
		Item: n.Item, Person: person(n.Person), Answers: each(n.Answers, toAnswer), Phone: optional(n.Phone),
		For: maybe(n.For, person), Corporation: optional(n.Corporation),
	}
	return ask(ctx, c, c.seen.draft, writing(ofDeclaration, "draft-start", key, http.StatusCreated, "Draft",
		func(ctx context.Context) (*http.Response, error) {
			p := api.StartDraftParams{XTerminalID: c.opts.Terminal, IdempotencyKey: quoted(key)}
			return c.api.StartDraft(ctx, &p, body)
		}), func(a api.Draft) error { return same("item", a.Item, n.Item) })
}

// Drafts asks for a person's drafts, the newest first.
func (c *Client) Drafts(ctx context.Context, who Person) ([]DraftSummary, error) {
	return ask(ctx, c, func(a api.DraftList) []DraftSummary { return each(a.Drafts, c.seen.draftSummary) },
		reading(ofDeclaration, "drafts", "DraftList", func(ctx context.Context) (*http.Response, error) {
			p := api.SearchDraftsParams{XTerminalID: c.opts.Terminal}
			return c.api.SearchDrafts(ctx, &p, api.PersonQuestion{Person: person(who)})
		}), nil)
}

// Draft asks for one draft whole.
func (c *Client) Draft(ctx context.Context, draftID string, who Person) (Draft, error) {
	return ask(ctx, c, c.seen.draft, reading(ofDeclaration, "draft", "Draft",
		func(ctx context.Context) (*http.Response, error) {
			p := api.ReadDraftParams{XTerminalID: c.opts.Terminal}
			return c.api.ReadDraft(ctx, &p, api.DraftQuestion{Draft: draftID, Person: person(who)})
		}), sameDraft(draftID))
}

// SaveDraft keeps what was filled in, complete or not. Fields that are not
// named stay; answers nil: those stay too.
func (c *Client) SaveDraft(ctx context.Context, key, draftID string, fields []FieldValue, answers []Answer) (Draft, error) {
	body := api.FormValues{Fields: each(fields, toFieldValue)}
	if answers != nil {
		given := each(answers, toAnswer)
		body.Answers = &given
	}
	return ask(ctx, c, c.seen.draft, writing(ofDeclaration, "draft-save", key, http.StatusOK, "Draft",
		func(ctx context.Context) (*http.Response, error) {
			p := api.SaveDraftParams{XTerminalID: c.opts.Terminal, IdempotencyKey: quoted(key)}
			return c.api.SaveDraft(ctx, draftID, &p, body)
		}), sameDraft(draftID))
}

// Attach says how a material is handed in.
func (c *Client) Attach(ctx context.Context, key, draftID, material string, at Attachment) (Draft, error) {
	body := api.Attachment{
		Form: api.AttachmentForm(at.Form), Licence: optional(at.Licence), Handover: optional(at.Handover),
		Commitment: optional(at.Commitment), DeferUntil: optional(at.DeferUntil),
	}
	return ask(ctx, c, c.seen.draft, writing(ofDeclaration, "attach", key, http.StatusOK, "Draft",
		func(ctx context.Context) (*http.Response, error) {
			p := api.AttachMaterialParams{XTerminalID: c.opts.Terminal, IdempotencyKey: quoted(key)}
			return c.api.AttachMaterial(ctx, draftID, material, &p, body)
		}), sameDraft(draftID))
}

// DiscardDraft throws a draft away.
func (c *Client) DiscardDraft(ctx context.Context, key, draftID, reason string) (DraftSummary, error) {
	return ask(ctx, c, c.seen.draftSummary, writing(ofDeclaration, "discard", key, http.StatusOK, "DraftSummary",
		func(ctx context.Context) (*http.Response, error) {
			p := api.DiscardDraftParams{XTerminalID: c.opts.Terminal, IdempotencyKey: quoted(key)}
			return c.api.DiscardDraft(ctx, draftID, &p, api.Reason{Reason: reason})
		}), func(a api.DraftSummary) error { return same("draft", a.ID, draftID) })
}

// Licences asks which e-licences of a person can stand for materials of an
// item; empty: of any.
func (c *Client) Licences(ctx context.Context, who Person, item string) ([]Licence, error) {
	return ask(ctx, c, func(a api.LicenceList) []Licence { return each(a.Licences, c.seen.licence) },
		reading(ofDeclaration, "licences", "LicenceList", func(ctx context.Context) (*http.Response, error) {
			p := api.SearchLicencesParams{XTerminalID: c.opts.Terminal}
			return c.api.SearchLicences(ctx, &p, api.LicenceSearch{Person: person(who), Item: optional(item)})
		}), nil)
}

func toAnswer(a Answer) api.Answer {
	return api.Answer{Question: a.Question, Choices: list(a.Choices)}
}

func toFieldValue(f FieldValue) api.FieldValue {
	return api.FieldValue{Code: f.Code, Value: f.Value, Confirmed: &f.Confirmed}
}

func sameDraft(id string) func(api.Draft) error {
	return func(a api.Draft) error { return same("draft", a.ID, id) }
}
