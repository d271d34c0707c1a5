package district

import (
	"errors"
	"testing"
	"time"

	"govkiosk/kiosk/hall"
)

// A rule hits the calls that it names and no others, whatever the operation.
func TestRules(t *testing.T) {
	b := start(t, Options{}, nil)
	if err := b.SetRules([]Rule{{Pattern: "listItems", Rate: 1, Status: 503}, {Pattern: "/v1/drafts/*/form", Rate: 1, Fault: FaultTruncated}}); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Guide(b.ctx()); hall.KindOf(err) != hall.Server {
		t.Errorf("by operation: %v", err)
	}
	if _, err := b.Policy(b.ctx()); err != nil {
		t.Errorf("another operation: %v", err)
	}
	d := b.draft("zhang", withdrawal)
	if _, err := b.SaveDraft(b.ctx(), b.key(), d.ID, []hall.FieldValue{{Code: "remark", Value: "好"}}, nil); hall.KindOf(err) != hall.Unreachable {
		t.Errorf("by path, torn: %v", err)
	}
	if err := b.SetRules(nil); err != nil {
		t.Fatal(err)
	}
	if again := must(b.Draft(b.ctx(), d.ID, b.card("zhang")))(t); formField(again, "remark").Value != "好" {
		t.Error("what was torn on the way was not carried out")
	}
	if got := b.Rules(); len(got) != 0 {
		t.Errorf("rules: %+v", got)
	}
}

func TestRuleRates(t *testing.T) {
	b := start(t, Options{}, nil)
	if err := b.SetRules([]Rule{{Pattern: "getPolicy", Rate: 0.5, Status: 500}}); err != nil {
		t.Fatal(err)
	}
	failed := 0
	for range 60 {
		status, _ := b.phone("GET", "/v1/policy", "zh")
		if status == 500 {
			failed++
		}
	}
	if failed < 15 || failed > 45 {
		t.Errorf("%d of 60 failed at a rate of a half", failed)
	}
}

func TestRulesThatAreWrong(t *testing.T) {
	b := start(t, Options{}, nil)
	good := Rule{Pattern: "getPolicy", Rate: 1, Status: 500}
	if err := b.SetRules([]Rule{good}); err != nil {
		t.Fatal(err)
	}
	for _, r := range []Rule{
		{}, {Pattern: "[", Rate: 1, Status: 500}, {Pattern: "x", Rate: 2, Status: 500}, {Pattern: "x", Rate: 1},
		{Pattern: "x", Rate: 1, Status: 200}, {Pattern: "x", Rate: 1, Delay: time.Hour}, {Pattern: "x", Rate: 1, Fault: "nonsense"},
	} {
		if err := b.SetRules([]Rule{r}); err == nil {
			t.Errorf("%+v is taken", r)
		}
	}
	if got := b.Rules(); len(got) != 1 || got[0] != good {
		t.Errorf("a wrong rule has changed the rules: %+v", got)
	}
}

// A rule can name every operation of the contract, and hits it on its path.
func TestARuleHitsEveryOperation(t *testing.T) {
	b := start(t, Options{}, nil)
	doc, err := readContract()
	if err != nil {
		t.Fatal(err)
	}
	for path, item := range doc.Paths.Map() {
		for method, op := range item.Operations() {
			if err := b.SetRules([]Rule{{Pattern: op.OperationID, Rate: 1, Status: 418}}); err != nil {
				t.Fatal(errors.Join(errors.New(path), err))
			}
			if status, _ := b.phone(method, filled(path), "zh"); status != 418 {
				t.Errorf("%s %s: %d, a rule for %s does not hit it", method, path, status, op.OperationID)
			}
		}
	}
}

// filled puts something in the place of each parameter of a path.
func filled(path string) string {
	out, in := "", false
	for _, c := range path {
		switch {
		case c == '{':
			out, in = out+"x", true
		case c == '}':
			in = false
		case !in:
			out += string(c)
		}
	}
	return out
}
