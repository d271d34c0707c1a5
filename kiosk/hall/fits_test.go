package hall

import (
	"fmt"

	"govkiosk/kiosk/hall/halltest"
)

type object = map[string]any

// fits are the rules between a question and its answer that no schema can say.
var fits = map[string]halltest.Fit{
	"getHall":            func(a object, _ halltest.Question) { queues(a["queues"]) },
	"listBusinesses":     func(a object, _ halltest.Question) { catalogueFits(a) },
	"reserveTicket":      ticketIs(object{"status": "reserved", "business": house, "class": "elder"}),
	"getTicket":          ticketIs(nil),
	"confirmTicket":      ticketIs(object{"status": "confirmed"}),
	"makeETicket":        ticketIs(object{"status": "e-ticket"}),
	"cancelTicket":       ticketIs(object{"status": "cancelled"}),
	"reprintTicket":      ticketIs(object{"status": "confirmed", "reprints": 1}),
	"leaveTicket":        ticketIs(object{"away": true}),
	"returnTicket":       ticketIs(object{"away": false, "status": "confirmed"}),
	"checkIn":            ticketIs(object{"status": "reserved", "booking": "booking1"}),
	"abandonReservation": func(a object, _ halltest.Question) { settlementFits(a) },

	"listBlocks":   func(a object, _ halltest.Question) { each(a["blocks"].([]any), blockFits) },
	"leaseBlock":   func(a object, _ halltest.Question) { blockFits(a); a["business"] = house },
	"renewBlock":   func(a object, q halltest.Question) { blockFits(a); a["id"] = q.Path["blockId"] },
	"releaseBlock": func(a object, q halltest.Question) { blockFits(a); a["id"] = q.Path["blockId"] },
	"reconcileBlock": func(a object, q halltest.Question) {
		blockFits(a["block"])
		a["block"].(object)["id"] = q.Path["blockId"]
		issued := q.Body["issued"].([]any)[0].(object)
		a["accepted"] = []any{}
		a["conflicts"] = []any{object{"key": issued["key"], "number": issued["number"], "code": "over-cap", "reference": "r1"}}
	},

	"listPlaceItems": echo("place", "placeCode"),
	"listSlots":      echo("date", "date"),
	"book":           given("item", "item", "place", "place"),
	"changeBooking":  echo("id", "bookingId"),
	"cancelBooking": func(a object, q halltest.Question) {
		a["id"], a["status"] = q.Path["bookingId"], "cancelled"
	},
	"readCase": given("number", "number"),
	"beginPickup": func(a object, q halltest.Question) {
		var items []any
		for n, certificate := range q.Body["certificates"].([]any) {
			items = append(items, object{
				"certificate": certificate, "name": object{"zh": "证", "en": ""}, "way": "cell", "state": "waiting",
				"location": object{"cabinet": "LN-G2", "cell": n + 1},
			})
		}
		a["items"] = items
	},
	"reportPickup": echo("id", "pickupId"),
	"listCells": func(a object, q halltest.Question) {
		a["cabinet"] = q.Path["cabinetCode"]
		for n, cell := range a["cells"].([]any) {
			cell.(object)["cell"] = n + 1
		}
	},
	"reconcileCells": func(a object, q halltest.Question) {
		a["accepted"] = []any{q.Body["taken"].([]any)[0].(object)["key"]}
	},
	"listQuestions":    echo("item", "itemCode"),
	"startDraft":       given("item", "item"),
	"readDraft":        given("id", "draft"),
	"saveDraft":        echo("id", "draftId"),
	"attachMaterial":   echo("id", "draftId"),
	"discardDraft":     echo("id", "draftId"),
	"handOver":         given("purpose", "purpose"),
	"getHandover":      echo("id", "handoverId"),
	"getItem":          func(a object, q halltest.Question) { a["summary"].(object)["code"] = q.Path["itemCode"] },
	"checkProof":       echo("proof", "proofCode"),
	"searchProofCheck": given("id", "check"),
	"sendProofCheck": func(a object, q halltest.Question) {
		a["id"], a["sentAt"] = q.Path["checkId"], a["at"]
	},
	"verifyStatement": given("number", "number"),
	"readReport":      given("number", "number"),
}

// echo puts a part of the address into the answer.
func echo(field, param string) halltest.Fit {
	return func(a object, q halltest.Question) { a[field] = q.Path[param] }
}

// given puts fields of the question into the answer: to, from, ...
func given(pairs ...string) halltest.Fit {
	return func(a object, q halltest.Question) {
		for i := 0; i < len(pairs); i += 2 {
			a[pairs[i]] = q.Body[pairs[i+1]]
		}
	}
}

func ticketIs(fields object) halltest.Fit {
	return func(a object, q halltest.Question) {
		waitFits(a["wait"])
		if id := q.Path["ticketId"]; id != "" {
			a["id"] = id
		}
		for name, v := range fields {
			a[name] = v
		}
	}
}

func waitFits(w any) {
	o := w.(object)
	o["max"] = min(o["min"].(int)+10, 1440)
}

func queues(list any) {
	for n, d := range list.([]any) {
		d.(object)["code"] = fmt.Sprintf("dept-%d", n)
		waitFits(d.(object)["wait"])
	}
}

func catalogueFits(a object) {
	queues(a["departments"])
	if len(a["departments"].([]any)) == 0 {
		a["businesses"] = []any{}
	}
	for n, b := range a["businesses"].([]any) {
		b := b.(object)
		b["code"], b["department"] = fmt.Sprintf("%s%02d", house, n), "dept-0"
		waitFits(b["wait"])
		for _, c := range b["classes"].([]any) {
			waitFits(c.(object)["wait"])
		}
	}
}

func settlementFits(a object) {
	if t, ok := a["ticket"].(object); ok {
		waitFits(t["wait"])
		t["status"] = "cancelled"
	}
}

func blockFits(b any) any {
	o := b.(object)
	o["first"], o["last"] = 900, 910
	o["leasedAt"], o["expiresAt"] = "2026-11-26T08:00:00+08:00", "2026-11-26T17:00:00+08:00"
	return o
}
