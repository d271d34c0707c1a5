package district

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"time"

	"govkiosk/kiosk/bench/district/registry"
	"govkiosk/kiosk/hall/api"
)

// fileCertificate is one certificate on disk.
type fileCertificate struct {
	registry.Certificate
	By    string // masked name of who took it
	Doubt string // reference under which a person looks after it; empty: none
	Token string // of the printable document
}

func certificateOf(c registry.Certificate) fileCertificate {
	return fileCertificate{Certificate: c, Token: token()}
}

func (d *District) putCertificate(tx *txn, c fileCertificate) error {
	return put(tx, document{kind: kindCertificate, id: c.ID, owner: d.digest("person", c.Person), ref: c.Token, at: tx.now, doc: c})
}

// canTake reports whether a certificate in this state can be had here now.
func canTake(readiness string) bool { return readiness == "in-cell" || readiness == "prints-here" }

var readinessNames = map[string]api.Words{
	"in-cell": words("在取证柜里", "In the cabinet"), "at-window": words("在窗口", "At the window"), "prints-here": words("可以当场打印", "Can be printed here"),
	"posted": words("已寄出", "Posted"), "not-yet": words("还没做好", "Not ready yet"), "collected": words("已领取", "Collected"),
}

var licenceStates = map[string]api.Words{
	"01": words("有效", "Valid"), "02": words("暂扣", "Held"), "03": words("吊销", "Revoked"), "04": words("注销", "Cancelled"),
	"05": words("过期", "Expired"), "06": words("转出", "Moved out"), "07": words("撤销", "Withdrawn"), "99": words("其他", "Other"),
}

func licenceState(code string) api.Coded {
	return api.Coded{Code: code, Raw: &code, Name: ptr(licenceStates[code])}
}

func (d *District) viewCertificate(c fileCertificate) api.Certificate {
	v := api.Certificate{
		ID: c.ID, Name: api.Words(c.Name), Readiness: d.readiness(c), Copies: 1, CaseNumber: &c.Case,
		Holder: ptr(d.nameOf(c.Person)), KeptUntil: optDay(c.KeptUntil), AgentAllowed: ptr(true), LicenceState: ptr(licenceState("01")),
	}
	if c.Needs.Zh != "" {
		v.Needs = ptr(api.Notice(c.Needs))
	}
	return v
}

func (d *District) readiness(c fileCertificate) api.Readiness {
	r := api.Readiness{Code: c.Readiness, Name: ptr(readinessNames[c.Readiness])}
	switch c.Readiness {
	case "in-cell":
		r.Location = d.location(c)
	case "at-window":
		q := d.data.queues[0]
		r.Window, r.Area = &q.Windows, &q.Area
	case "prints-here":
		r.Pages = ptr(max(1, c.Pages))
	case "not-yet":
		r.Expected = optDay(c.Expected)
	case "posted":
		r.Post = &api.PostState{Carrier: words("邮政速递", "Post express"), SentAt: c.At.In(zone), NumberTail: opt(c.Tail)}
	case "collected":
		r.CollectedAt, r.CollectedBy = optTime(c.At), opt(cmp.Or(c.By, d.nameOf(c.Person)))
	}
	return r
}

func (d *District) location(c fileCertificate) *api.CellLocation {
	cabinet, _ := d.registry.Cabinet(c.Cabinet)
	return &api.CellLocation{Cabinet: c.Cabinet, Cell: c.Cell, Place: &cabinet.Place, PlaceName: ptr(api.Words(cabinet.Name))}
}

// certificatesFor finds what somebody may take: by card their own and their
// wards', with a pick-up code what the holder entrusted to them.
func (d *District) certificatesFor(tx *txn, p api.Person, code *string) ([]fileCertificate, string, error) {
	owners, refusal := d.byCard(p, tx.now)
	if refusal != "" {
		return nil, refusal, nil
	}
	if code != nil {
		return d.entrusted(tx, p, *code)
	}
	var out []fileCertificate
	for _, owner := range owners {
		more, err := of[fileCertificate](tx, kindCertificate, owner)
		if err != nil {
			return nil, "", err
		}
		out = append(out, more...)
	}
	return out, "", nil
}

func (d *District) entrusted(tx *txn, p api.Person, code string) ([]fileCertificate, string, error) {
	if d.guessing(tx) {
		return nil, "too-many-tries", nil
	}
	found, err := all[fileCertificate](tx, `kind = ? AND json_extract(doc, '$.PickupCode') = ?`, kindCertificate, code)
	if err != nil {
		return nil, "", err
	}
	if code == "" || len(found) == 0 {
		d.wrong(tx)
		return nil, "unknown-pickup-code", nil
	}
	mine := slices.DeleteFunc(found, func(c fileCertificate) bool { return c.Agent != p.Number })
	if len(mine) == 0 {
		d.wrong(tx)
		return nil, "not-entitled", nil
	}
	return mine, "", nil
}

func (d *District) searchCertificates(tx *txn, s api.CertificateSearch) (answer, error) {
	found, refusal, err := d.certificatesFor(tx, s.Person, s.PickupCode)
	if err != nil || refusal != "" {
		return refuse(refusal), err
	}
	out := api.CertificateList{At: tx.now, Holder: d.holder(&s.Person), Certificates: []api.Certificate{}}
	if s.PickupCode != nil {
		out.Agent, out.Holder = ptr(true), d.nameOf(found[0].Person)
	}
	order := []string{"in-cell", "prints-here", "at-window", "not-yet", "posted", "collected"}
	slices.SortStableFunc(found, func(a, b fileCertificate) int {
		return cmp.Or(cmp.Compare(slices.Index(order, a.Readiness), slices.Index(order, b.Readiness)), cmp.Compare(a.ID, b.ID))
	})
	for _, c := range found {
		v := d.viewCertificate(c)
		if k, known, err := get[fileCase](tx, kindCase, c.Case); err != nil {
			return answer{}, err
		} else if known {
			v.CaseName = ptr(api.Words(d.registry.Item(k.Item).Name))
		}
		out.Certificates = append(out.Certificates, v)
	}
	return reply(http.StatusOK, out), nil
}

// filePickup is one authorisation on disk.
type filePickup struct {
	ID          string
	At, Expires time.Time
	Cabinet     string // of the terminal; empty: none
	Person      []byte // digest of who takes
	By          string // masked
	Terminal    string
	Items       []filePickupItem
	Serial      string // once finished
}

type filePickupItem struct {
	Certificate, Way, State, Reason, Reference string
}

func (p filePickup) over(now time.Time) bool { return p.Serial != "" || !now.Before(p.Expires) }

func (d *District) beginPickup(tx *txn, r api.NewPickup) (answer, error) {
	mine, refusal, err := d.certificatesFor(tx, r.Person, r.PickupCode)
	if err != nil || refusal != "" {
		return refuse(refusal), err
	}
	p := filePickup{
		ID: "p-" + token()[:12], At: tx.now, Expires: tx.now.Add(minutes(d.policy.Pickup.Minutes)),
		Person: d.person(&r.Person), By: d.holder(&r.Person), Terminal: tx.from,
		Cabinet: value(r.Cabinet),
	}
	for _, id := range r.Certificates {
		way, a, err := d.mayTake(tx, id, mine, r)
		if err != nil || a != nil {
			return deref(a), err
		}
		p.Items = append(p.Items, filePickupItem{Certificate: id, Way: way, State: "waiting"})
	}
	if err := put(tx, document{kind: kindPickup, id: p.ID, owner: p.Person, ref: tx.key, at: tx.now, doc: p}); err != nil {
		return answer{}, err
	}
	v, err := d.viewPickup(tx, p)
	return reply(http.StatusCreated, v), err
}

// mayTake returns how a certificate is taken, or the refusal.
func (d *District) mayTake(tx *txn, id string, mine []fileCertificate, r api.NewPickup) (string, *answer, error) {
	no := func(code string) (string, *answer, error) { a := refuse(code); return "", &a, nil }
	i := slices.IndexFunc(mine, func(c fileCertificate) bool { return c.ID == id })
	if i < 0 {
		_, known, err := get[fileCertificate](tx, kindCertificate, id)
		if err != nil {
			return "", nil, err
		}
		if known {
			return no("not-entitled")
		}
		return no("unknown-certificate")
	}
	c := mine[i]
	switch {
	case c.Readiness == "collected":
		return no("taken")
	case !canTake(c.Readiness) || c.Doubt != "":
		return no("not-ready")
	case c.Readiness == "prints-here":
		return "print", nil, nil
	case r.Cabinet == nil || *r.Cabinet != c.Cabinet:
		return no("cabinet-elsewhere")
	}
	open, err := d.openPickup(tx, id)
	if err != nil {
		return "", nil, err
	}
	if open != "" {
		p := problem("pickup-open")
		p.Reference = &open
		a := reply(p.Status, p)
		return "", &a, nil
	}
	return "cell", nil, nil
}

// openPickup is the id of the pickup that has a certificate in hand now, or "".
func (d *District) openPickup(tx *txn, certificate string) (string, error) {
	recent, err := all[filePickup](tx, `kind = ? AND at > ?`, kindPickup, tx.now.Add(-minutes(d.policy.Pickup.Minutes)).UnixMilli())
	if err != nil {
		return "", err
	}
	for _, p := range recent {
		for _, i := range p.Items {
			if i.Certificate == certificate && i.State == "waiting" && !p.over(tx.now) {
				return p.ID, nil
			}
		}
	}
	return "", nil
}

func (d *District) viewPickup(tx *txn, p filePickup) (api.Pickup, error) {
	v := api.Pickup{ID: p.ID, At: p.At, ExpiresAt: p.Expires, Serial: opt(p.Serial), Items: []api.PickupItem{}}
	if cabinet, known := d.registry.Cabinet(p.Cabinet); known {
		v.Desk = d.desk(cabinet)
	}
	for _, i := range p.Items {
		item, err := d.viewPickupItem(tx, i)
		if err != nil {
			return v, err
		}
		v.Items = append(v.Items, item)
	}
	return v, nil
}

func (d *District) viewPickupItem(tx *txn, i filePickupItem) (api.PickupItem, error) {
	c, _, err := get[fileCertificate](tx, kindCertificate, i.Certificate)
	v := api.PickupItem{
		Certificate: i.Certificate, Name: api.Words(c.Name), Way: i.Way, State: i.State, Reason: opt(i.Reason), Reference: opt(i.Reference),
	}
	if i.Way == "cell" {
		v.Location = d.location(c)
	} else {
		v.Document = ptr(d.opts.BaseURL + "/d/" + c.Token)
	}
	return v, err
}

func deref(a *answer) answer {
	if a == nil {
		return answer{}
	}
	return *a
}

// receiptSerial is a running number of the day's receipts.
func receiptSerial(tx *txn) (string, error) {
	n, err := number(tx, `SELECT count(*) FROM records WHERE kind = ? AND json_extract(doc, '$.Serial') LIKE ?`, kindPickup, "QZ"+tx.now.Format("20060102")+"%")
	return fmt.Sprintf("QZ%s-%04d", tx.now.Format("20060102"), n+1), err
}
