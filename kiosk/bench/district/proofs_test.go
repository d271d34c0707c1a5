package district

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"govkiosk/kiosk/hall"
)

var clerk = hall.Asker{Name: "样例银行", Purpose: "贷款审批", Window: "3"}

func (b *bench) check(proof, who string) (hall.ProofCheck, error) {
	return b.CheckProof(b.ctx(), b.key(), hall.NewProofCheck{Proof: proof, Person: b.card(who), Asker: clerk, Consent: true})
}

func TestProofs(t *testing.T) {
	b := start(t, Options{}, nil)
	l := must(b.Proofs(b.ctx()))(t)
	if len(l.Proofs) < 40 {
		t.Errorf("%d proofs", len(l.Proofs))
	}
	_, err := b.check("birth-cert", "zhang")
	refused(t, err, hall.CodeProofKept)
	_, err = b.CheckProof(b.ctx(), b.key(), hall.NewProofCheck{Proof: "single", Person: b.card("zhang"), Asker: clerk})
	refused(t, err, hall.CodeConsentRequired)

	abolished := must(b.check("alive", "wang"))(t)
	if abolished.Statement == nil || !strings.Contains(abolished.Text.Zh, "已经取消") {
		t.Errorf("an abolished proof: %+v", abolished)
	}
	promise := must(b.check("poor", "sun"))(t)
	if promise.Commitment == nil || promise.Commitment.Text.En == "" {
		t.Errorf("a promise: %+v", promise)
	}
	results := map[hall.CheckResult]bool{}
	for _, p := range l.Proofs {
		if p.Status.Is != hall.ProofShared || p.Code == "income" {
			continue
		}
		c := must(b.check(p.Code, "zhang"))(t)
		results[c.Result.Is] = true
	}
	stranger := hall.Person{Kind: hall.ByCard, Number: somebody(7, false).Number, Name: "别人"}
	none := must(b.CheckProof(b.ctx(), b.key(), hall.NewProofCheck{Proof: "no-home", Person: stranger, Asker: clerk, Consent: true}))(t)
	if !results[hall.ProofConfirmed] || !results[hall.ProofNotConfirmed] || none.Result.Is != hall.NoRecord {
		t.Errorf("results %v, of a stranger %s", results, none.Result.Is)
	}
}

// A check of several bodies takes a while; then it is there, and can be sent.
func TestASlowCheck(t *testing.T) {
	b := start(t, Options{}, nil)
	c := must(b.check("income", "zhao"))(t)
	if c.Status.Is != hall.CheckPending || c.Expected.IsZero() || c.Statement != nil {
		t.Errorf("at first: %+v", c)
	}
	_, err := b.SendProofCheck(b.ctx(), b.key(), c.ID, clerk, true)
	refused(t, err, hall.CodeCheckPending)
	b.clock.Add(3 * time.Minute)
	_, err = b.ProofCheck(b.ctx(), c.ID, b.card("zhang"))
	refused(t, err, hall.CodeNoCheck)
	c = must(b.ProofCheck(b.ctx(), c.ID, b.card("zhao")))(t)
	if c.Status.Is != hall.CheckDone || c.Statement == nil {
		t.Errorf("later: %+v", c)
	}
	if sent := must(b.SendProofCheck(b.ctx(), b.key(), c.ID, clerk, true))(t); sent.SentAt.IsZero() {
		t.Errorf("sent: %+v", sent)
	}
}

func TestAStatementIsVerified(t *testing.T) {
	b := start(t, Options{}, nil)
	s := *must(b.check("no-home", "zhou"))(t).Statement
	for _, q := range []hall.StatementQuestion{{Number: s.Number, Code: s.Code}, {Link: s.Link}} {
		if got := must(b.VerifyStatement(b.ctx(), q))(t); got.Number != s.Number || !got.Valid || got.Holder != "周*" {
			t.Errorf("%+v: %+v", q, got)
		}
	}
	link, err := url.Parse(s.Link)
	if err != nil {
		t.Fatal(err)
	}
	if status, body := b.phone("GET", link.Path, "zh"); status != 200 || !strings.Contains(body, "真实有效") || strings.Contains(body, b.card("zhou").Number) {
		t.Errorf("its page: %d", status)
	}
	_, err = b.VerifyStatement(b.ctx(), hall.StatementQuestion{Number: s.Number, Code: "000000"})
	refused(t, err, hall.CodeNoStatement)
	b.clock.Add(31 * 24 * time.Hour)
	if got := must(b.VerifyStatement(b.ctx(), hall.StatementQuestion{Link: s.Link}))(t); got.Valid {
		t.Error("valid for ever")
	}
}

func TestRatingsOnce(t *testing.T) {
	b := start(t, Options{}, nil)
	l := must(b.Indicators(b.ctx()))(t)
	if l.Platform != "5" || len(l.Indicators) < 20 {
		t.Errorf("%d indicators, pf %s", len(l.Indicators), l.Platform)
	}
	good := hall.Rating{Satisfaction: 4, Reasons: []string{"412"}, At: b.clock.Now(), Visit: "visit-0001", Platform: "5", Round: 1}
	if r := must(b.Rate(b.ctx(), b.key(), good))(t); r.FollowUpBy != "" {
		t.Errorf("a good grade: %+v", r)
	}
	_, err := b.Rate(b.ctx(), b.key(), good)
	refused(t, err, hall.CodeAlreadyRated)
	bad := hall.Rating{Satisfaction: 1, Reasons: []string{"105", "109"}, At: b.clock.Now(), Visit: "visit-0002", Platform: "5", Round: 1}
	if r := must(b.Rate(b.ctx(), b.key(), bad))(t); r.FollowUpBy != "2026-12-14" || r.Answers.Zh == "" {
		t.Errorf("a bad grade: %+v", r)
	}
	mixed := hall.Rating{Satisfaction: 1, Reasons: []string{"512"}, At: b.clock.Now(), Visit: "visit-0003", Platform: "5", Round: 1}
	_, err = b.Rate(b.ctx(), b.key(), mixed)
	refused(t, err, hall.CodeInvalid)
	mixed.Reasons, mixed.Visit, mixed.Case = nil, "", "LN20260101-0000"
	_, err = b.Rate(b.ctx(), b.key(), mixed)
	refused(t, err, hall.CodeNoCase)
}

func TestReports(t *testing.T) {
	b := start(t, Options{}, nil)
	who := b.card("zhang")
	r := must(b.Report(b.ctx(), b.key(), hall.Report{Kind: "sent-around", Text: "跑了三次", At: b.clock.Now(), Person: &who, Screen: "case"}))(t)
	if r.Number == "" || r.Until.Format("2006-01-02 15:04") != "2026-11-30 17:00" {
		t.Errorf("receipt: %+v", r)
	}
	for _, step := range []struct {
		after time.Duration
		want  hall.ReportState
	}{{0, hall.ReportOpen}, {15 * time.Minute, hall.ReportWithDepartment}, {time.Hour, hall.ReportAnswered}} {
		b.clock.Add(step.after)
		if s := must(b.ReportStatus(b.ctx(), hall.ReportQuestion{Number: r.Number, QueryCode: r.QueryCode}))(t); s.Status.Is != step.want {
			t.Errorf("after %v: %s", step.after, s.Status.Is)
		}
	}
	if s := must(b.ReportStatus(b.ctx(), hall.ReportQuestion{Number: r.Number, Person: &who}))(t); s.Answer.Zh == "" {
		t.Errorf("by the person: %+v", s)
	}
	_, err := b.ReportStatus(b.ctx(), hall.ReportQuestion{Number: r.Number, QueryCode: "000000"})
	refused(t, err, hall.CodeNoReport)
}
