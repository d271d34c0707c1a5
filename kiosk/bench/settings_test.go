package bench

import (
	"net/http/httptest"
	"slices"
	"testing"

	"govkiosk/kiosk/bench/district"
	"govkiosk/kiosk/hall"
)

// A code that the district does not have would be leased by nobody, in
// silence.
func TestDistrictHasWhatIsInHand(t *testing.T) {
	d, err := district.New(district.Options{Dir: t.TempDir(), BaseURL: "http://127.0.0.1", AlwaysOpen: true})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(d.Handler())
	t.Cleanup(func() { server.Close(); d.Close() })
	client, err := hall.New(hall.Options{BaseURL: server.URL, Terminal: terminalID})
	if err != nil {
		t.Fatal(err)
	}
	list, err := client.Businesses(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range inHand {
		if !slices.ContainsFunc(list.Businesses, func(b hall.Business) bool { return b.Code == code }) {
			t.Errorf("no business %s", code)
		}
	}
}
