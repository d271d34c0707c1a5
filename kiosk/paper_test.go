package kiosk_test

import (
	"testing"

	"govkiosk/drivers/sim"
	"govkiosk/kiosk/bench/code"
)

// linkOn reads the code on a slip, as a citizen's phone does.
func linkOn(t *testing.T, s sim.Slip) string {
	t.Helper()
	text, err := code.Read(s.Image)
	if err != nil {
		t.Fatalf("the code on the slip cannot be read: %v", err)
	}
	return text
}
