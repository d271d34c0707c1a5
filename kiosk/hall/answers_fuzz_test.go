package hall

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"testing"

	"pgregory.net/rapid"

	"govkiosk/drivers"
	"govkiosk/kiosk/hall/halltest"
)

// Whatever comes back, every call ends with an answer or an *Error that says
// what may have been done, and never with a panic.
func FuzzAnswers(f *testing.F) {
	k, err := halltest.Load(Spec)
	if err != nil {
		f.Fatal(err)
	}
	ops := k.Operations()
	for _, s := range k.Doc.Components.Schemas {
		v := rapid.Custom(func(t *rapid.T) any { return halltest.Draw(t, s.Value) }).Example(1)
		if body, err := json.Marshal(v); err == nil && s.Value.Type.Is("object") {
			f.Add(body)
		}
	}
	f.Add([]byte(aCase))
	f.Add([]byte(good))
	f.Add([]byte(`{"title":"x","status":409,"code":"open-booking","existingBooking":null}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		for _, status := range []int{http.StatusOK, http.StatusCreated, http.StatusConflict} {
			kind := "application/json"
			if status >= 400 {
				kind = "application/problem+json"
			}
			l := &line{answer: says(status, kind, string(body))}
			c, err := New(Options{BaseURL: "http://hall.example", Terminal: "T-1", Attempts: 1, BreakAfter: -1, HTTP: &http.Client{Transport: l}})
			if err != nil {
				t.Fatal(err)
			}
			for name, call := range everyCall(c) {
				writes := ops[name].Parameters.GetByInAndName("header", "Idempotency-Key") != nil
				if err := ended(call, writes); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			}
		}
	})
}

// ended makes a call and wants a reading of its failure, if it fails: what a
// write that was answered with nonsense has done nobody knows.
func ended(call func(context.Context, string) error, writes bool) error {
	err := call(context.Background(), "key-00000001")
	var e *Error
	switch {
	case err == nil:
		return nil
	case !errors.As(err, &e):
		return fmt.Errorf("%T is no *Error", err)
	case e.Kind == Refused && e.Code == "":
		return errors.New("refused, and nobody says why")
	case e.Kind == Upstream && (e.Outcome == drivers.Unknown) != writes:
		return fmt.Errorf("%v has outcome %s", e, e.Outcome)
	case e.Kind != Refused && e.Kind != Upstream:
		return fmt.Errorf("%v is not what came back", e)
	}
	return nil
}
