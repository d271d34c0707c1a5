package hall

import (
	"context"
	"fmt"
	"maps"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"govkiosk/kiosk/hall/halltest"
)

var (
	someone = Person{Kind: ByCard, Number: "13020219900101002X", Name: "张三样"}
	someDay = "2026-11-26"
	someAt  = time.Date(2026, 11, 26, 9, 30, 0, 0, time.FixedZone("", 8*3600))
	lender  = Asker{Name: "某银行路南支行", Purpose: "贷款审批", DeptCode: "12130202000001062N", Window: "12"}
)

// everyCall makes the call for each operation of the contract, with every field
// that it can have. Those of the queue that are tested elsewhere are here too:
// none may be missing.
func everyCall(c *Client) map[string]func(ctx context.Context, key string) error {
	type ctx = context.Context
	return map[string]func(ctx, string) error{
		"getHall":        func(x ctx, _ string) error { return only(c.Overview(x)) },
		"listBusinesses": func(x ctx, _ string) error { return only(c.Businesses(x)) },
		"reserveTicket": func(x ctx, k string) error {
			return only(c.Reserve(x, k, Reserve{Business: house, Class: "elder", Person: &someone}))
		},
		"getTicket":     func(x ctx, _ string) error { return only(c.Ticket(x, "261123-1-abcd1234")) },
		"confirmTicket": func(x ctx, k string) error { return only(c.Confirm(x, k, "261123-1-abcd1234", Printed)) },
		"makeETicket":   func(x ctx, k string) error { return only(c.ETicket(x, k, "261123-1-abcd1234", "paper-out")) },
		"cancelTicket":  func(x ctx, k string) error { return only(c.Cancel(x, k, "261123-1-abcd1234", "citizen")) },
		"reprintTicket": func(x ctx, k string) error { return only(c.Reprint(x, k, "261123-1-abcd1234", "torn")) },
		"leaveTicket":   func(x ctx, k string) error { return only(c.Leave(x, k, "261123-1-abcd1234", "citizen")) },
		"returnTicket":  func(x ctx, k string) error { return only(c.Return(x, k, "261123-1-abcd1234", "citizen")) },
		"searchTickets": func(x ctx, _ string) error { return only(c.FindTickets(x, TicketSearch{Person: &someone})) },
		"abandonReservation": func(x ctx, k string) error {
			return only(c.Abandon(x, k, "key-00000009", "answer-lost"))
		},
		"abandonFiling": func(x ctx, k string) error {
			return only(c.AbandonFiling(x, k, "key-00000009", "answer-lost"))
		},
		"callHelp": func(x ctx, k string) error {
			return c.Help(x, k, HelpCall{Screen: "case", Step: "list", Lang: "zh-Hans"})
		},
		"getPolicy": func(x ctx, _ string) error { return only(c.Policy(x)) },

		"listBlocks":   func(x ctx, _ string) error { return only(c.Blocks(x)) },
		"leaseBlock":   func(x ctx, k string) error { return only(c.Lease(x, k, house, 20)) },
		"renewBlock":   func(x ctx, k string) error { return only(c.Renew(x, k, "block1", "still-away")) },
		"releaseBlock": func(x ctx, k string) error { return only(c.Release(x, k, "block1", "back")) },
		"reconcileBlock": func(x ctx, k string) error {
			issued := Issued{Number: "A901", Key: "key-00000007", Business: house, Class: "elder", Person: &someone, At: someAt, Outcome: IssuedPrinted}
			return only(c.Reconcile(x, k, "block1", []Issued{issued}, true))
		},

		"listPlaces":     func(x ctx, _ string) error { return only(c.Places(x)) },
		"listPlaceItems": func(x ctx, _ string) error { return only(c.PlaceItems(x, "hall", lender.DeptCode)) },
		"listDays":       func(x ctx, _ string) error { return only(c.Days(x, "hall", house)) },
		"listSlots":      func(x ctx, _ string) error { return only(c.Slots(x, "hall", house, someDay)) },
		"searchBookings": func(x ctx, _ string) error {
			return only(c.Bookings(x, BookingSearch{Person: &someone, Code: "482913", Day: someDay}))
		},
		"book": func(x ctx, k string) error {
			n := NewBooking{Slot: "slot1", Item: house, Place: "hall", Person: someone, Phone: "13800002266", For: &someone, Corporation: lender.DeptCode}
			return only(c.Book(x, k, n))
		},
		"changeBooking": func(x ctx, k string) error { return only(c.ChangeBooking(x, k, "booking1", "slot2")) },
		"cancelBooking": func(x ctx, k string) error { return only(c.CancelBooking(x, k, "booking1", "citizen")) },
		"checkIn": func(x ctx, k string) error {
			return only(c.CheckIn(x, k, "booking1", CheckIn{Person: &someone, Code: "482913", Class: "elder"}))
		},

		"searchCases": func(x ctx, _ string) error {
			return only(c.Cases(x, CaseSearch{Person: &someone, Number: "LN20260604-0173", QueryCode: "482913", Link: "https://hall.example/c/1"}))
		},
		"readCase": func(x ctx, _ string) error {
			return only(c.Case(x, CaseSearch{Number: "LN20260604-0173", QueryCode: "482913"}))
		},

		"openLink": func(x ctx, _ string) error { return only(c.OpenLink(x, "https://hall.example/r/1")) },

		"searchCertificates": func(x ctx, _ string) error { return only(c.Certificates(x, someone, "739204")) },
		"beginPickup": func(x ctx, k string) error {
			return only(c.BeginPickup(x, k, NewPickup{Certificates: []string{"c1", "c2"}, Person: someone, PickupCode: "739204", Cabinet: "LN-G2"}))
		},
		"reportPickup": func(x ctx, k string) error { return only(c.ReportPickup(x, k, "pickup1", someReport)) },
		"finishPickup": func(x ctx, k string) error { return only(c.FinishPickup(x, k, "pickup1", "citizen")) },
		"listCells":    func(x ctx, _ string) error { return only(c.Cells(x, "LN-G2")) },
		"reconcileCells": func(x ctx, k string) error {
			taken := Taken{Key: "key-00000008", Cell: 11, Holder: fmt.Sprintf("%064x", 7), ListAt: someAt, Report: someReport}
			return only(c.ReconcileCells(x, k, "LN-G2", []Taken{taken}))
		},

		"listQuestions": func(x ctx, _ string) error { return only(c.Questions(x, house)) },
		"startDraft": func(x ctx, k string) error {
			n := NewDraft{Item: house, Person: someone, Answers: []Answer{{Question: "q1", Choices: []string{"a"}}}, Phone: "13800002266", For: &someone, Corporation: lender.DeptCode}
			return only(c.StartDraft(x, k, n))
		},
		"searchDrafts": func(x ctx, _ string) error { return only(c.Drafts(x, someone)) },
		"readDraft":    func(x ctx, _ string) error { return only(c.Draft(x, "draft1", someone)) },
		"saveDraft": func(x ctx, k string) error {
			return only(c.SaveDraft(x, k, "draft1", []FieldValue{{Code: "phone", Value: "13800002266", Confirmed: true}}, []Answer{{Question: "q1"}}))
		},
		"attachMaterial": func(x ctx, k string) error {
			return only(c.Attach(x, k, "draft1", "m1", Attachment{Form: Deferred, DeferUntil: someDay}))
		},
		"discardDraft":   func(x ctx, k string) error { return only(c.DiscardDraft(x, k, "draft1", "citizen")) },
		"searchLicences": func(x ctx, _ string) error { return only(c.Licences(x, someone, house)) },
		"handOver":       func(x ctx, k string) error { return only(c.HandOver(x, k, "draft1", ToUpload, "m1")) },
		"getHandover":    func(x ctx, _ string) error { return only(c.Handover(x, "draft1", "handover1")) },
		"submitDraft": func(x ctx, k string) error {
			return only(c.Submit(x, k, "draft1", Submission{Version: 3, Phone: "13800002266", Post: true}))
		},

		"listItems": func(x ctx, _ string) error { return only(c.Guide(x)) },
		"getItem":   func(x ctx, _ string) error { return only(c.Item(x, house)) },

		"listProofs": func(x ctx, _ string) error { return only(c.Proofs(x)) },
		"checkProof": func(x ctx, k string) error {
			return only(c.CheckProof(x, k, NewProofCheck{Proof: "p1", Person: someone, About: &someone, Asker: lender, Item: house, Consent: true}))
		},
		"searchProofCheck": func(x ctx, _ string) error { return only(c.ProofCheck(x, "check1", someone)) },
		"sendProofCheck":   func(x ctx, k string) error { return only(c.SendProofCheck(x, k, "check1", lender, true)) },
		"verifyStatement": func(x ctx, _ string) error {
			return only(c.VerifyStatement(x, StatementQuestion{Number: "ZM20261126-0001", Code: "482913", Link: "https://hall.example/s/1"}))
		},

		"listIndicators": func(x ctx, _ string) error { return only(c.Indicators(x)) },
		"rate": func(x ctx, k string) error {
			return only(c.Rate(x, k, Rating{
				Satisfaction: 5, Reasons: []string{"510", "512"}, Text: "很快", Round: 1, At: someAt, Case: "LN20260604-0173", Visit: "key-00000006",
				TaskCode: house, HandleItem: house + "01", Ticket: "261123-1-abcd1234", ServiceNumber: "1", Window: "12", Staff: "7", Legal: true, Person: &someone,
			}))
		},
		"report": func(x ctx, k string) error {
			return only(c.Report(x, k, Report{
				Kind: "refused", Text: "窗口说要原件", At: someAt, Place: "hall", Department: lender.DeptCode, Item: house, Case: "LN20260604-0173",
				Ticket: "261123-1-abcd1234", Screen: "case", Person: &someone, Phone: "13800002266",
			}))
		},
		"reportSelfTest": func(x ctx, k string) error { return c.SelfTest(x, k, someSelfTest) },
		"readReport": func(x ctx, _ string) error {
			return only(c.ReportStatus(x, ReportQuestion{Number: "BB20261126-0001", QueryCode: "482913", Person: &someone}))
		},
	}
}

var someReport = PickupReport{
	Certificate: "c1", Outcome: PickupNotCollected, At: someAt, Reason: ReasonEmpty, Contact: DoorOpenedAndClosed,
	OpenedAt: someAt, ClosedAt: someAt, Says: SaysNothingThere,
}

var someSelfTest = SelfTest{
	Day: someDay, Began: someAt, Ended: someAt.Add(time.Minute),
	Results:   []SelfTestResult{{Test: "reader.module", Verdict: "pass"}, {Test: "printer.status", Verdict: "fail", Reason: "paper-out"}},
	Withdrawn: []WithdrawnService{{Service: "queue", Reason: "paper-out"}},
}

func only[T any](_ T, err error) error { return err }

// mock is a hall that was made from the contract alone, and a client that asks
// it over HTTP.
func mock(t *testing.T) (*halltest.Hall, *Client) {
	t.Helper()
	k, err := halltest.Load(Spec)
	if err != nil {
		t.Fatal(err)
	}
	h := &halltest.Hall{Contract: k, Fits: fits}
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return h, clientOf(t, s.URL)
}

// Whatever the contract lets a hall answer, the client takes; what it sends
// keeps to the contract; no operation is left out.
func TestEveryCallAgainstTheContract(t *testing.T) {
	h, c := mock(t)
	calls := everyCall(c)
	if got, want := slices.Sorted(maps.Keys(calls)), slices.Sorted(maps.Keys(h.Operations())); !slices.Equal(got, want) {
		t.Fatalf("calls %q\noperations %q", got, want)
	}
	const rounds = 25
	for round := range rounds {
		for _, name := range slices.Sorted(maps.Keys(calls)) {
			if err := calls[name](t.Context(), fmt.Sprintf("key-%08d", round)); err != nil {
				t.Errorf("%s, round %d: %v", name, round, err)
			}
		}
		if t.Failed() {
			break
		}
	}
	for name, n := range h.Asked() {
		if n != rounds {
			t.Errorf("%s was asked %d times, not %d", name, n, rounds)
		}
	}
	for _, err := range h.Wrong() {
		t.Error(err)
	}
	if len(c.Unknown()) == 0 {
		t.Error("codes that nobody knows came, and none was counted")
	}
}
