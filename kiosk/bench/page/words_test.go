package page

import (
	"testing"

	"govkiosk/kiosk/bench/control"
)

func TestMasked(t *testing.T) {
	tests := []struct{ id, want string }{
		{"130202196503040018", "130202********0018"},
		{"", ""},
		{"H12345678", "H12345678"},
	}
	for _, test := range tests {
		if got := masked(test.id); got != test.want {
			t.Errorf("masked(%q) = %q, want %q", test.id, got, test.want)
		}
	}
}

func TestTone(t *testing.T) {
	for status, want := range map[int]string{200: "good", 201: "good", 409: "odd", 500: "bad", 503: "bad", 0: "bad"} {
		if got := tone(status); got != want {
			t.Errorf("status %d is coloured %q, want %q", status, got, want)
		}
	}
}

func TestWhatADeviceSays(t *testing.T) {
	d := control.Device{Device: "printer", State: "userError", Reason: "cover-open", Paper: "low", Cause: "escpos: status: coverOpen"}
	if got, want := said(d), "cover-open · paper low · escpos: status: coverOpen"; got != want {
		t.Errorf("said %q, want %q", got, want)
	}
	if got := said(control.Device{State: "online"}); got != "" {
		t.Errorf("a device in order says %q", got)
	}
	if got := or(deviceNames, "locker"); got != "locker" {
		t.Errorf("a device that this page does not know is called %q", got)
	}
}
