package district

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"govkiosk/kiosk/hall"
)

// oneSided returns where in an answer a text is there in one language only.
func oneSided(at string, v any) []string {
	var out []string
	switch v := v.(type) {
	case map[string]any:
		zh, hasZh := v["zh"].(string)
		en, hasEn := v["en"].(string)
		if hasZh && hasEn && (zh == "") != (en == "") {
			out = append(out, fmt.Sprintf("%s: %q, %q", at, zh, en))
		}
		for key, inner := range v {
			out = append(out, oneSided(at+"/"+key, inner)...)
		}
	case []any:
		for i, inner := range v {
			out = append(out, oneSided(fmt.Sprintf("%s/%d", at, i), inner)...)
		}
	}
	return out
}

// Whoever reads English finds every text that is there in Chinese.
func TestEveryTextIsInBothLanguages(t *testing.T) {
	b := start(t, Options{}, nil)
	look := func(method, path string, body any) {
		t.Helper()
		status, text := b.send(method, path, body)
		var v any
		if err := json.Unmarshal([]byte(text), &v); err != nil || status != http.StatusOK {
			t.Errorf("%s: %d, %v", path, status, err)
		}
		for _, problem := range oneSided(path, v) {
			t.Error(problem)
		}
	}
	for _, path := range []string{"/v1/hall", "/v1/businesses", "/v1/policy", "/v1/places", "/v1/items", "/v1/proofs", "/v1/rating-indicators"} {
		look("GET", path, nil)
	}
	for _, i := range b.registry.Items {
		look("GET", "/v1/items/"+i.Code(), nil)
		if declarable(i) {
			look("GET", "/v1/items/"+i.Code()+"/questions", nil)
		}
	}
	for _, p := range b.registry.Places {
		look("GET", "/v1/places/"+p.Code+"/items", nil)
	}
	for _, who := range b.registry.People {
		person := map[string]any{"person": map[string]string{"kind": "id-card", "number": who.Number}}
		for _, path := range []string{"/v1/cases/search", "/v1/certificates/search", "/v1/bookings/search", "/v1/licences/search"} {
			look("POST", path, person)
		}
		for _, c := range must(b.Cases(b.ctx(), hall.CaseSearch{Person: ptr(b.card(who.Key))}))(t) {
			look("POST", "/v1/cases/details/search", map[string]any{"number": c.Number, "person": person["person"]})
		}
	}
}

// send asks as a terminal does that is no client of ours.
func (b *bench) send(method, path string, body any) (int, string) {
	b.t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		b.t.Fatal(err)
	}
	r, err := http.NewRequest(method, b.url+path, strings.NewReader(string(text)))
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("X-Terminal-Id", "LN-F1-03")
	r.Header.Set("Content-Type", "application/json")
	return answerOf(b.t, r)
}
