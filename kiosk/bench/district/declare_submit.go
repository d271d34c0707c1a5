package district

import (
	"net/http"
	"time"

	"govkiosk/kiosk/bench/district/registry"
	"govkiosk/kiosk/hall/api"
)

// submit makes a case of a draft that is complete and was read through.
func (d *District) submit(tx *txn, id string, s api.Submission) (answer, error) {
	return d.withDraft(tx, id, func(f fileDraft, i *registry.Item) (answer, error) {
		if s.Version != f.Version {
			return refuse("draft-changed"), nil
		}
		if !s.Confirmed {
			return refuse("not-confirmed"), nil
		}
		materials := d.materials(tx, f, i)
		if gone := d.missing(f, i, materials, d.sections(f, i)); len(gone) > 0 {
			var codes []api.ID
			for _, m := range gone {
				codes = append(codes, m.Code)
			}
			return refuseMissing("draft-incomplete", codes), nil
		}
		c, err := d.caseFrom(tx, f, i, materials, s)
		if err != nil {
			return answer{}, err
		}
		f.Status, f.Case, f.UpdatedAt = "submitted", c.Number, tx.now
		if err := change(tx, kindDraft, f.ID, f); err != nil {
			return answer{}, err
		}
		return d.submitted(tx, f, c, i)
	})
}

// caseFrom is the case that a draft becomes: what is promised at once is
// finished, what waits for papers is received, the rest accepted.
func (d *District) caseFrom(tx *txn, f fileDraft, i *registry.Item, materials []api.Material, s api.Submission) (fileCase, error) {
	number, err := caseNumber(tx)
	if err != nil {
		return fileCase{}, err
	}
	owner := f.Person
	if f.For != nil {
		owner = *f.For
	}
	c := fileCase{Form: map[string]string{}, Case: registry.Case{
		Number: number, QueryCode: code6(), Token: token(), Person: owner.Number, Item: i.Basic,
		Status: "accepted", Raw: "A04", Source: "terminal", AppliedAt: tx.now,
	}}
	for _, sec := range d.sections(f, i) {
		for _, one := range sec.Fields {
			c.Form[one.Code] = one.Value
		}
	}
	if s.Phone != nil {
		c.Form["phone"] = *s.Phone
	}
	if s.Post != nil && *s.Post {
		c.Form["delivery"] = "post"
	}
	for _, m := range materials {
		if m.State == "deferred" || m.State == "paper" {
			c.Waits = append(c.Waits, m.Code)
		}
	}
	switch {
	case len(c.Waits) > 0:
		c.Status, c.Raw = "received", "SJ"
	case i.ProjectType() == "1":
		c.Status, c.Raw, c.AcceptedAt, c.FinishedAt = "finished", "6", tx.now, tx.now
	default:
		c.AcceptedAt = tx.now
	}
	if err := d.putCase(tx, c); err != nil {
		return c, err
	}
	return c, d.firstPaper(tx, c, i)
}

// firstPaper gives a finished case its certificate, if it ends with one that
// can be printed; others are made later.
func (d *District) firstPaper(tx *txn, c fileCase, i *registry.Item) error {
	result := d.registry.Results[i.Result]
	if !result.Certificate || c.Status == "received" {
		return nil
	}
	p := registry.Certificate{ID: "c-" + token()[:10], Case: c.Number, Person: c.Person, Result: i.Result, Name: result.Name, Readiness: "not-yet"}
	if c.Status == "finished" && result.Prints {
		p.Readiness, p.Pages = "prints-here", 1
	} else if day, err := d.lastDay(tx.now, i.Promised, 0); err == nil {
		p.Expected = day
	}
	return d.putCertificate(tx, certificateOf(p))
}

// bringing says of a material how it is to come, and by when.
func bringing(name api.Words, h handedIn) api.Words {
	until, err := time.Parse(dayFormat, h.Until)
	if err != nil {
		return words(name.Zh+"，带原件到窗口", name.En+", the original, to a window")
	}
	return words(name.Zh+until.Format("，1月2日前"), name.En+until.Format(", by 2 January"))
}

func (d *District) submitted(tx *txn, f fileDraft, c fileCase, i *registry.Item) (answer, error) {
	v, err := d.viewCase(tx, c)
	if err != nil {
		return answer{}, err
	}
	out := api.SubmissionReceipt{
		Number: c.Number, QueryCode: c.QueryCode, At: tx.now, Name: api.Words(i.Name), Status: c.status(), ProjectType: i.ProjectType(),
		Limits: v.Limits, Next: []api.Words{}, Link: v.Link, PromiseDate: v.PromiseDate, Holder: &v.Holder,
	}
	for _, s := range v.Stations {
		if s.State != "done" {
			out.Next = append(out.Next, s.Name)
		}
	}
	var bring []api.Words
	for _, code := range c.Waits {
		bring = append(bring, bringing(api.Words(d.registry.Materials[code].Name), f.Materials[code]))
	}
	if bring != nil {
		out.Bring = &bring
	}
	return reply(http.StatusCreated, out), nil
}
