package district

import (
	"fmt"
	"net/http"
	"time"

	"govkiosk/kiosk/hall/api"
)

// fileReport is one “办不成事” report on disk.
type fileReport struct {
	Number, QueryCode string
	At, Until         time.Time
	Person            []byte // digest; nil: nobody said
	Report            api.Report
	Token             string
}

// answersReports says who looks after reports.
var answersReports = words("“办不成事”专窗（A 区 1 号）", "Desk for what got stuck (area A, window 1)")

func (d *District) reportTrouble(tx *txn, r api.Report) (answer, error) {
	if r.ProjectNo != nil {
		if _, known, err := get[fileCase](tx, kindCase, *r.ProjectNo); err != nil || !known {
			return refuse("unknown-case"), err
		}
	}
	if r.Item != nil && d.registry.Item(*r.Item) == nil && d.data.businesses[*r.Item] == nil {
		return refuse("unknown-item"), nil
	}
	n, err := number(tx, `SELECT count(*) FROM records WHERE kind = ? AND at >= ?`, kindReport, midnight(tx.now).UnixMilli())
	if err != nil {
		return answer{}, err
	}
	f := fileReport{
		Number: fmt.Sprintf("BB%s-%04d", tx.now.Format("20060102"), n+1), QueryCode: code6(), At: tx.now, Until: d.answerBy(tx.now),
		Person: d.person(r.Person), Report: r, Token: token(),
	}
	f.Report.Person = nil // the digest finds them again
	if err := put(tx, document{kind: kindReport, id: f.Number, owner: f.Person, ref: f.Token, at: tx.now, doc: f}); err != nil {
		return answer{}, err
	}
	return reply(http.StatusCreated, api.ReportReceipt{
		Number: f.Number, QueryCode: f.QueryCode, At: f.At, Answers: answersReports, Until: f.Until, Link: ptr(d.opts.BaseURL + "/r/" + f.Token),
	}), nil
}

// answerBy is the end of the working day by which a report is answered. In a
// year without a calendar so many natural days are enough.
func (d *District) answerBy(now time.Time) time.Time {
	n := d.policy.Answers.ReportDays
	last, err := d.registry.Calendar.Add(midnight(now), n)
	if err != nil {
		last = midnight(now).AddDate(0, 0, n)
	}
	return last.Add(17 * time.Hour)
}

func (d *District) readReport(tx *txn, q api.ReportQuestion) (answer, error) {
	if d.guessing(tx) {
		return refuse("too-many-tries"), nil
	}
	f, known, err := get[fileReport](tx, kindReport, q.Number)
	if err != nil {
		return answer{}, err
	}
	byCode := known && q.QueryCode != nil && *q.QueryCode == f.QueryCode
	byPerson := known && q.Person != nil && f.Person != nil && string(d.person(q.Person)) == string(f.Person)
	if !byCode && !byPerson {
		d.wrong(tx)
		return refuse("unknown-report"), nil
	}
	return reply(http.StatusOK, viewReport(f, tx.now)), nil
}

// viewReport tells what became of a report. The bench's desk is quick: after
// ten minutes the department has it, after an hour it is answered.
func viewReport(f fileReport, now time.Time) api.ReportStatus {
	v := api.ReportStatus{
		Number: f.Number, Status: api.Coded{Code: "open", Name: ptr(words("已登记", "Recorded"))}, At: f.At, Answers: answersReports, Until: f.Until,
	}
	switch age := now.Sub(f.At); {
	case age >= time.Hour:
		v.Status = api.Coded{Code: "answered", Name: ptr(words("已答复", "Answered"))}
		v.Answer = &api.LongWords{Zh: "已经和窗口核对，请您再来一次，专人陪您办完。", En: "We have checked with the window. Please come once more; somebody will stay with you."}
		v.Answered, v.Rateable = ptr(f.At.Add(time.Hour)), ptr(true)
	case age >= 10*time.Minute:
		v.Status = api.Coded{Code: "with-department", Name: ptr(words("部门在办", "With the department"))}
	}
	return v
}
