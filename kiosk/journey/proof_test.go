package journey

import (
	"testing"

	"govkiosk/drivers"
)

var (
	noHome = Proof{Code: "no-home", Name: Words{Zh: "无房证明"}, Status: ProofShared}
	alive  = Proof{Code: "alive", Name: Words{Zh: "健在证明"}, Status: ProofAbolished, Law: Words{Zh: "人社厅发〔2018〕107 号"}}
	living = Proof{Code: "living", Name: Words{Zh: "居住地证明"}, Status: ProofCommitment, Commitment: Commitment{Version: "1", Text: Words{Zh: "本人承诺"}}}
	proofs = ProofsFound{Proofs: []Proof{noHome, alive, living}, Items: Catalogue{Businesses: []Business{
		{Code: "no-home", Name: noHome.Name}, {Code: "alive", Name: alive.Name}, {Code: "living", Name: living.Name},
	}}}
	statement = &Statement{Number: "ZM20260612-0007", Code: "482913", Link: "https://hall.example/v/1", Holder: "测*"}
)

// proven walks to what holds for a proof that a bank wants.
func proven(t *testing.T, code string) *walk {
	w := start(t).press("start").send(Touch{Do: "service", Arg: "proof"}).at(PageWorking).answer(proofs).at(PageList)
	return w.send(Touch{Do: "business", Arg: code}).at(PageQuestion).choose("bank").at(PageProof)
}

// checked walks to where departments are asked.
func checked(t *testing.T, code string) *walk {
	w := proven(t, code).press("take").at(PageQuestion).choose(agreed).at(PageIdentify)
	return w.send(CardSeen{ID: last[WatchCard](w).ID, State: CardPresent, Person: &young}).at(PageWorking)
}

func TestDepartmentsCheckWithConsentAndCard(t *testing.T) {
	w := checked(t, "no-home")
	if o := last[Submit](w).Order.(CheckProof); o.Proof != "no-home" || o.Asker.Purpose.Zh != "办理金融业务" || o.Person.Number != young.Number {
		t.Fatalf("%+v", o)
	}
	w.send(Submitted{ID: last[Submit](w).ID, Outcome: drivers.Done, Answer: ProofCheck{ID: "z", Status: "done", Result: "confirmed", Statement: statement}}).at(PageCheck)
	w.press("send").at(PageQuestion).choose(agreed).at(PageWorking)
	if o := last[Submit](w).Order.(SendCheck); o.ID != "z" || o.Asker.Code != "bank" {
		t.Fatalf("%+v", o)
	}
	w.send(Submitted{ID: last[Submit](w).ID, Outcome: drivers.Done, Answer: ProofCheck{ID: "z", Status: "done", Sent: noon, Statement: statement}}).at(PageCheck)
	w.press("send").at(PageCheck).press("print").at(PageDone)
	if s := last[PrintSlip](w).Slip.(StatementSlip); s.Statement.Code != "482913" || w.Done.Number != "482913" {
		t.Errorf("%+v", s)
	}
}

func TestNothingIsCheckedWithoutConsent(t *testing.T) {
	w := proven(t, "no-home").press("take").choose("no").at(PageProof)
	if count[Submit](w) != 0 {
		t.Error("asked without consent")
	}
}

func TestAnAbolishedProofHasItsBasisOnPaper(t *testing.T) {
	w := proven(t, "alive").press("print").at(PageDone)
	if s := last[PrintSlip](w).Slip.(BasisSlip); s.Proof.Law.Zh == "" || w.Person != nil {
		t.Errorf("%+v", s)
	}
}

func TestACommitmentIsPrintedToSign(t *testing.T) {
	w := proven(t, "living").press("print").at(PageDone)
	if s := last[PrintSlip](w).Slip.(CommitmentSlip); s.Proof.Commitment.Version != "1" {
		t.Errorf("%+v", s)
	}
}

func TestAPendingCheckIsLookedAtAgain(t *testing.T) {
	w := checked(t, "no-home")
	w.send(Submitted{ID: last[Submit](w).ID, Outcome: drivers.Done, Answer: ProofCheck{ID: "z", Status: "pending"}}).at(PageCheck)
	w.press("retry").at(PageWorking)
	if q := last[Ask](w).Query.(FindCheck); q.ID != "z" || q.Person.Number != young.Number {
		t.Fatalf("%+v", q)
	}
	w.answer(ProofCheck{ID: "z", Status: "done", Statement: statement}).at(PageCheck)
}

func TestThePersonOfACheckIsForgotten(t *testing.T) {
	w := checked(t, "no-home")
	w.send(Submitted{ID: last[Submit](w).ID, Outcome: drivers.Done, Answer: ProofCheck{ID: "z", Status: "done", Statement: statement}}).at(PageCheck)
	w.press("home").at(PageHome)
	if w.Proof.Check != nil || w.Proof.Consent {
		t.Errorf("%+v", w.Proof)
	}
}
