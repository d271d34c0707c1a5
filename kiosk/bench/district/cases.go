package district

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"govkiosk/kiosk/bench/district/registry"
	"govkiosk/kiosk/hall/api"
)

// fileCase is one 办件 on disk.
type fileCase struct {
	registry.Case
	Form       map[string]string // what was declared here, by field
	Waits      []string          // materials that follow later, by code
	AcceptedAt time.Time         // zero: the day of handing in
	FinishedAt time.Time
}

func caseOf(c registry.Case) fileCase { return fileCase{Case: c} }

func (d *District) putCase(tx *txn, c fileCase) error {
	return put(tx, document{kind: kindCase, id: c.Number, owner: d.digest("person", c.Person), ref: c.Token, at: c.AppliedAt, doc: c})
}

// statusNames are what the states are called on a page.
var statusNames = map[string]api.Words{
	"draft": words("草稿", "Draft"), "submitted": words("已提交，等收件", "Handed in"),
	"precheck_returned": words("预审退回", "Returned to you"), "received": words("已收件", "Received"),
	"accepted": words("办理中", "In progress"), "supplement_required": words("等您补材料", "Papers are missing"),
	"suspended": words("暂停计时", "The clock stands"), "approved": words("已批准", "Approved"), "rejected": words("不予批准", "Refused"),
	"not_accepted": words("不予受理", "Not accepted"), "withdrawn": words("已撤回", "Withdrawn"), "finished": words("已办结", "Finished"),
	"abnormal_end": words("异常终止", "Ended"),
}

func (c fileCase) status() api.CaseStatus {
	s := api.CaseStatus{Code: c.Status, Raw: opt(c.Raw)}
	if name, known := statusNames[c.Status]; known {
		s.Name = &name
	} else {
		s.Name = ptr(api.Words(c.Name))
	}
	return s
}

// over reports whether nothing more happens to a case.
func (c fileCase) over() bool {
	return slices.Contains([]string{"finished", "rejected", "not_accepted", "withdrawn", "abnormal_end"}, c.Status)
}

// byCard returns the digests of those whose things a person may see: their own
// and those of the minors they answer for. Only the card itself opens them.
func (d *District) byCard(p api.Person, now time.Time) (owners [][]byte, code string) {
	if p.Kind != api.IDCard {
		return nil, "card-required"
	}
	if !registry.ValidNumber(p.Number) {
		return nil, "invalid-request"
	}
	owners = append(owners, d.person(&p))
	who := d.registry.Person(p.Number)
	for _, ward := range d.registry.People {
		if who != nil && ward.Guardian == who.Key && ward.Age(now) < 18 {
			owners = append(owners, d.digest("person", ward.Number))
		}
	}
	return owners, ""
}

func (d *District) casesOf(tx *txn, owners [][]byte) ([]fileCase, error) {
	var out []fileCase
	for _, owner := range owners {
		more, err := of[fileCase](tx, kindCase, owner)
		if err != nil {
			return nil, err
		}
		out = append(out, more...)
	}
	slices.SortStableFunc(out, func(a, b fileCase) int { return b.AppliedAt.Compare(a.AppliedAt) })
	return out, nil
}

func (d *District) searchCases(tx *txn, s api.CaseSearch) (answer, error) {
	found, refusal, err := d.findCases(tx, s)
	if err != nil || refusal != "" {
		return refuse(refusal), err
	}
	out := api.CaseList{At: tx.now, Cases: []api.CaseSummary{}}
	for _, c := range found {
		v, err := d.viewCase(tx, c)
		if err != nil {
			return answer{}, err
		}
		out.Cases = append(out.Cases, summaryOf(v))
	}
	return reply(http.StatusOK, out), nil
}

// findCases finds the cases of a person, or the one of a number with its code
// or of a slip's link.
func (d *District) findCases(tx *txn, s api.CaseSearch) ([]fileCase, string, error) {
	if s.Person != nil {
		owners, code := d.byCard(*s.Person, tx.now)
		if code != "" {
			return nil, code, nil
		}
		found, err := d.casesOf(tx, owners)
		return found, "", err
	}
	if d.guessing(tx) {
		return nil, "too-many-tries", nil
	}
	var c fileCase
	var known bool
	var err error
	switch {
	case s.Link != nil:
		c, known, err = by[fileCase](tx, kindCase, d.tokenOf(*s.Link, "/c/"))
	case s.Number != nil && s.QueryCode != nil:
		c, known, err = get[fileCase](tx, kindCase, *s.Number)
		known = known && c.QueryCode == *s.QueryCode
	default:
		return nil, "invalid-request", nil
	}
	if err == nil && !known {
		d.wrong(tx)
		return nil, "unknown-case", nil
	}
	return []fileCase{c}, "", err
}

// tokenOf is the token of one of the district's links; no token for others.
func (d *District) tokenOf(link, path string) string {
	if rest, ours := strings.CutPrefix(link, d.opts.BaseURL+path); ours && rest != "" {
		return rest
	}
	return "-"
}

func (d *District) readCase(tx *txn, q api.CaseQuestion) (answer, error) {
	s := api.CaseSearch{Person: q.Person, Link: q.Link}
	if q.QueryCode != nil {
		s.Number, s.QueryCode = &q.Number, q.QueryCode
	}
	found, refusal, err := d.findCases(tx, s)
	if err != nil || refusal != "" {
		return refuse(refusal), err
	}
	i := slices.IndexFunc(found, func(c fileCase) bool { return c.Number == q.Number })
	if i < 0 {
		return refuse("unknown-case"), nil
	}
	v, err := d.viewCase(tx, found[i])
	return reply(http.StatusOK, v), err
}

func summaryOf(v api.Case) api.CaseSummary {
	ready := 0
	for _, c := range v.Certificates {
		if canTake(c.Readiness.Code) {
			ready++
		}
	}
	return api.CaseSummary{
		Number: v.Number, Name: v.Name, Status: v.Status, ProjectType: v.ProjectType, AppliedAt: v.AppliedAt, Holder: v.Holder,
		TaskCode: v.TaskCode, PromiseDate: v.PromiseDate, WorkingDaysLeft: v.WorkingDaysLeft,
		Missing: ptr(len(v.Supplements)), Ready: &ready,
	}
}

func (d *District) viewCase(tx *txn, c fileCase) (api.Case, error) {
	i := d.registry.Item(c.Item)
	v := api.Case{
		Number: c.Number, Name: api.Words(i.Name), Applicant: d.nameOf(c.Person), Status: c.status(), ProjectType: i.ProjectType(),
		Source: source(c.Source), AppliedAt: c.AppliedAt.In(zone), Limits: limits(i), TaskCode: ptr(i.Code()),
		Link: d.opts.BaseURL + "/c/" + c.Token, Holder: d.holderOf(c, i), Stations: d.stations(c, i, tx.now),
		ClockStops: []api.ClockStop{}, Supplements: []api.Supplement{}, Certificates: []api.Certificate{},
		QueryCode: &c.QueryCode, FinishedAt: optTime(c.finished(tx.now)),
	}
	if c.Opinion.Zh != "" {
		v.Opinion = ptr(api.Notice(c.Opinion))
	}
	for _, s := range c.Supplements {
		m := d.registry.Materials[s.Material]
		v.Supplements = append(v.Supplements, api.Supplement{
			Code: s.Material, Name: api.Words(m.Name), Explain: api.Notice(s.Explain), Forms: forms(m), Until: optDay(s.Until),
		})
	}
	d.clock(&v, c, i, tx.now)
	rated, err := d.rated(tx, c.Number)
	if err != nil {
		return v, err
	}
	v.CanRate = ptr(c.over() && !rated)
	papers, err := all[fileCertificate](tx, `kind = ? AND json_extract(doc, '$.Case') = ?`, kindCertificate, c.Number)
	for _, p := range papers {
		v.Certificates = append(v.Certificates, d.viewCertificate(p))
	}
	return v, err
}

// nameOf is a person's masked name.
func (d *District) nameOf(number string) string {
	return d.holder(&api.Person{Number: number})
}

var sources = map[string]api.Words{
	"hall": words("大厅窗口", "At the hall"), "terminal": words("自助终端", "At a terminal"), "web": words("网上", "Online"),
	"phone": words("手机", "By phone"), "township": words("街道、乡镇", "At a street or town office"),
}

func source(code string) api.Coded { return api.Coded{Code: code, Name: ptr(sources[code])} }

// holderOf says who has the case in hand now.
func (d *District) holderOf(c fileCase, i *registry.Item) api.Holder {
	h := api.Holder{
		Name: api.Words(i.Department.Name), DeptCode: &i.Department.Unit, Phone: &i.Department.Phone, Since: optTime(c.AppliedAt),
	}
	switch c.Status {
	case "draft", "precheck_returned", "supplement_required":
		return api.Holder{Name: words("您本人", "You"), Since: optTime(c.lastStop(c.AppliedAt))}
	case "submitted", "received":
		general := d.registry.Departments[0]
		h = api.Holder{Name: words("综合受理窗口", "General windows"), DeptCode: &general.Unit, Phone: &general.Phone, Window: ptr("1–4"), Since: optTime(c.AppliedAt)}
	case "suspended":
		h.Since = optTime(c.lastStop(c.AppliedAt))
	}
	if !known(c.Status) {
		h = api.Holder{Name: api.Words(c.Name), Since: optTime(c.AppliedAt)}
	}
	return h
}

func known(status string) bool {
	_, ok := statusNames[status]
	return ok
}

// lastStop is when the last clock stop began, or otherwise.
func (c fileCase) lastStop(otherwise time.Time) time.Time {
	if n := len(c.Stops); n > 0 {
		return c.Stops[n-1].From
	}
	return otherwise
}

// accepted is when the case was accepted; zero while it is not.
func (c fileCase) accepted(now time.Time) time.Time {
	if slices.Contains([]string{"draft", "submitted", "precheck_returned", "received", "not_accepted", "withdrawn"}, c.Status) {
		return time.Time{}
	}
	if !c.AcceptedAt.IsZero() {
		return c.AcceptedAt
	}
	return earlier(c.AppliedAt.Add(90*time.Minute), now)
}

// finished is when it ended; zero while it has not.
func (c fileCase) finished(now time.Time) time.Time {
	switch {
	case !c.over():
		return time.Time{}
	case !c.FinishedAt.IsZero():
		return c.FinishedAt
	}
	// Two thirds of the way between handing in and now: the bench keeps no diary.
	return c.AppliedAt.Add(now.Sub(c.AppliedAt) * 2 / 3).Truncate(time.Hour)
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
