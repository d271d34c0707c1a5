package district

import (
	"fmt"
	"hash/fnv"
	"net/http"
	"time"

	"govkiosk/kiosk/bench/district/registry"
	"govkiosk/kiosk/hall/api"
)

var proofStatuses = map[string]api.Words{
	"kept": words("保留，需要提供", "Kept: bring it"), "abolished": words("已取消，不用提供", "Abolished: nobody may ask"),
	"commitment": words("可以书面承诺代替", "A written promise is enough"), "shared-check": words("部门之间核查", "Departments ask each other"),
}

var proofMethods = map[string]string{"kept": "own-paper", "abolished": "none", "commitment": "commitment", "shared-check": "query"}

var proofInstead = map[string]api.Notice{
	"kept":         {Zh: "请带这份证明来", En: "Please bring this paper"},
	"abolished":    {Zh: "还有人要的话，出示打印的说明", En: "Show the printed statement to whoever still asks"},
	"commitment":   {Zh: "在终端签承诺书就行", En: "Sign the promise at the terminal"},
	"shared-check": {Zh: "您同意后，我们去查", En: "With your consent we ask"},
}

func (d *District) proofList() api.ProofList {
	v := api.ProofList{Proofs: []api.Proof{}}
	for _, p := range d.registry.Proofs {
		v.Proofs = append(v.Proofs, d.viewProof(p))
	}
	v.About = d.about(v)
	return v
}

func (d *District) viewProof(p registry.Proof) api.Proof {
	v := api.Proof{
		Code: p.Code, Name: api.Words(p.Name), Status: api.Coded{Code: p.Status, Name: ptr(proofStatuses[p.Status])}, ByLaw: api.LongWords(p.Law),
		Method: api.Coded{Code: proofMethods[p.Status]}, Instead: ptr(proofInstead[p.Status]), Aliases: &p.Aliases,
		Initials: ptr(registry.Initials(p.Name.Zh)), Items: ptr(d.codes(p.Items)),
	}
	if dep := d.registry.Department(p.Check); dep != nil {
		v.CheckingDepartment = ptr(api.Words(dep.Name))
	}
	if p.Status == "commitment" {
		v.Commitment = ptr(commitmentText("proof-"+p.Code, api.Words(p.Name)))
	}
	return v
}

// fileCheck is one check of a proof on disk.
type fileCheck struct {
	ID, Proof string
	Person    string // ID number of whom it is about
	By        []byte // digest of who asked
	At, Ready time.Time
	Result    string
	Asker     api.AskerNamed
	SentAt    time.Time
	Statement string // number; empty: none
}

// slowCheck is how long a check of income takes: several bodies are asked.
const slowCheck = 2 * time.Minute

func (d *District) checkProof(tx *txn, code string, n api.NewProofCheck) (answer, error) {
	p, known := d.registry.Proof(code)
	switch {
	case !known:
		return refuse("unknown-proof"), nil
	case p.Status == "kept":
		return refuse("proof-kept"), nil
	case n.Person.Kind != api.IDCard:
		return refuse("card-required"), nil
	case !n.Consent:
		return refuse("consent-required"), nil
	}
	about := n.Person
	if n.About != nil {
		about = *n.About
	}
	c := fileCheck{
		ID: "z-" + token()[:14], Proof: code, Person: about.Number, By: d.person(&n.Person), At: tx.now, Ready: tx.now,
		Result: d.outcome(p, about), Asker: api.AskerNamed(n.Asker),
	}
	if code == "income" {
		c.Ready = tx.now.Add(slowCheck)
	} else if err := d.issue(tx, &c, p); err != nil {
		return answer{}, err
	}
	if err := put(tx, document{kind: kindCheck, id: c.ID, owner: c.By, at: tx.now, doc: c}); err != nil {
		return answer{}, err
	}
	v, err := d.viewCheck(tx, c)
	return reply(http.StatusCreated, v), err
}

// outcome is what the asked department finds: of whom it knows nothing it has
// no record, and of those whom it knows one in five does not fit.
func (d *District) outcome(p registry.Proof, about api.Person) string {
	if d.registry.Person(about.Number) == nil {
		return "no-record"
	}
	h := fnv.New64a()
	fmt.Fprintf(h, "%d/%s/%s", d.opts.Seed, p.Code, about.Number)
	if h.Sum64()%5 == 0 && p.Status == "shared-check" {
		return "not-confirmed"
	}
	return "confirmed"
}

var resultNames = map[string]api.Words{
	"confirmed": words("核查属实", "Confirmed"), "not-confirmed": words("核查不符", "Not confirmed"), "no-record": words("没有查到记录", "No record"),
}

func (d *District) viewCheck(tx *txn, c fileCheck) (api.ProofCheck, error) {
	p, _ := d.registry.Proof(c.Proof)
	source := words("政务服务管理办公室", "Service office")
	if dep := d.registry.Department(p.Check); dep != nil {
		source = api.Words(dep.Name)
	}
	v := api.ProofCheck{
		ID: c.ID, Proof: c.Proof, Name: api.Words(p.Name), At: c.At, Status: "done", Source: source, Asker: c.Asker,
		Result: api.Coded{Code: c.Result, Name: ptr(resultNames[c.Result])}, SentAt: optTime(c.SentAt),
	}
	if tx.now.Before(c.Ready) {
		v.Status, v.Expected = "pending", &c.Ready
		v.Result = api.Coded{Code: "no-record", Name: ptr(words("还没有结果", "No result yet"))}
		return v, nil
	}
	if p.Status == "commitment" {
		v.Commitment = ptr(commitmentText("proof-"+p.Code, api.Words(p.Name)))
	}
	text := statementText(p, c, d.nameOf(c.Person))
	v.Text = &text
	s, known, err := get[fileStatement](tx, kindStatement, c.Statement)
	if known {
		v.Statement = ptr(d.viewStatement(s, tx.now))
	}
	return v, err
}

func statementText(p registry.Proof, c fileCheck, holder string) api.LongWords {
	switch p.Status {
	case "abolished":
		return api.LongWords{
			Zh: "“" + p.Name.Zh + "”已经取消，任何单位不得再要求提供。依据：" + p.Law.Zh + "。",
			En: p.Name.En + " is abolished; nobody may ask for it any more. Legal basis: " + p.Law.En + ".",
		}
	case "commitment":
		return api.LongWords{
			Zh: holder + " 可以用书面承诺代替“" + p.Name.Zh + "”。依据：" + p.Law.Zh + "。",
			En: holder + " may promise in writing instead of: " + p.Name.En + ". Legal basis: " + p.Law.En + ".",
		}
	}
	r := resultNames[c.Result]
	return api.LongWords{
		Zh: "经部门核查，" + holder + " 的“" + p.Name.Zh + "”：" + r.Zh + "。依据：" + p.Law.Zh + "。",
		En: "Checked between departments for " + holder + ", " + p.Name.En + ": " + r.En + ". Legal basis: " + p.Law.En + ".",
	}
}

// findCheck finds a check for the person who asked for it, finished if its time has come.
func (d *District) findCheck(tx *txn, id string) (fileCheck, bool, error) {
	c, known, err := get[fileCheck](tx, kindCheck, id)
	if err != nil || !known || c.Statement != "" || tx.now.Before(c.Ready) {
		return c, known, err
	}
	p, _ := d.registry.Proof(c.Proof)
	if err := d.issue(tx, &c, p); err != nil {
		return c, true, err
	}
	return c, true, change(tx, kindCheck, c.ID, c)
}

func (d *District) searchCheck(tx *txn, q api.ProofCheckQuestion) (answer, error) {
	c, known, err := d.findCheck(tx, q.Check)
	if err != nil || !known || string(c.By) != string(d.person(&q.Person)) {
		return refuse("unknown-check"), err
	}
	v, err := d.viewCheck(tx, c)
	return reply(http.StatusOK, v), err
}

func (d *District) sendCheck(tx *txn, id string, s api.Sending) (answer, error) {
	c, known, err := d.findCheck(tx, id)
	switch {
	case err != nil || !known:
		return refuse("unknown-check"), err
	case !s.Consent:
		return refuse("consent-required"), nil
	case tx.now.Before(c.Ready):
		return refuse("check-pending"), nil
	}
	c.SentAt, c.Asker = tx.now, api.AskerNamed(s.Asker)
	if err := change(tx, kindCheck, c.ID, c); err != nil {
		return answer{}, err
	}
	v, err := d.viewCheck(tx, c)
	return reply(http.StatusOK, v), err
}

// fileStatement is a statement that was issued, on disk.
type fileStatement struct {
	Number, Code, Token string
	Title               api.Words
	Text                api.LongWords
	Issuer              api.Words
	At, Until           time.Time
	Holder              string // masked
	Law                 api.Notice
}

// issue issues the statement of a check that is finished.
func (d *District) issue(tx *txn, c *fileCheck, p registry.Proof) error {
	n, err := number(tx, `SELECT count(*) FROM records WHERE kind = ? AND at >= ?`, kindStatement, midnight(tx.now).UnixMilli())
	if err != nil {
		return err
	}
	s := fileStatement{
		Number: fmt.Sprintf("ZM%s-%04d", tx.now.Format("20060102"), n+1), Code: code6(), Token: token(),
		Title: words("证明事项核查说明："+p.Name.Zh, "Statement on a proof: "+p.Name.En), Text: statementText(p, *c, d.nameOf(c.Person)),
		Issuer: words("路南区政务服务管理办公室", "Lunan District service office"), At: tx.now, Until: tx.now.AddDate(0, 0, 30),
		Holder: d.nameOf(c.Person), Law: api.Notice(p.Law),
	}
	c.Statement = s.Number
	return put(tx, document{kind: kindStatement, id: s.Number, ref: s.Token, at: tx.now, doc: s})
}

func (d *District) viewStatement(s fileStatement, now time.Time) api.Statement {
	return api.Statement{
		Number: s.Number, Code: s.Code, Link: d.opts.BaseURL + "/v/" + s.Token, Title: s.Title, Text: s.Text, Issuer: s.Issuer,
		IssuedAt: s.At, ValidUntil: day(s.Until), Valid: now.Before(s.Until), Holder: &s.Holder, ByLaw: &s.Law,
	}
}

func (d *District) verifyStatement(tx *txn, q api.StatementQuestion) (answer, error) {
	if d.guessing(tx) {
		return refuse("too-many-tries"), nil
	}
	var s fileStatement
	var known bool
	var err error
	switch {
	case q.Link != nil:
		s, known, err = by[fileStatement](tx, kindStatement, d.tokenOf(*q.Link, "/v/"))
	case q.Number != nil && q.Code != nil:
		s, known, err = get[fileStatement](tx, kindStatement, *q.Number)
		known = known && s.Code == *q.Code
	default:
		return refuse("invalid-request"), nil
	}
	if err == nil && !known {
		d.wrong(tx)
		return refuse("unknown-statement"), nil
	}
	return reply(http.StatusOK, d.viewStatement(s, tx.now)), err
}
