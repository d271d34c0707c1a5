package kiosk_test

import (
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"govkiosk/drivers/sim"
)

// linkOn reads the code on a slip, as a citizen's phone does.
func linkOn(t *testing.T, s sim.Slip) string {
	t.Helper()
	bitmap, err := gozxing.NewBinaryBitmapFromImage(s.Image)
	if err != nil {
		t.Fatal(err)
	}
	result, err := qrcode.NewQRCodeReader().Decode(bitmap, nil)
	if err != nil {
		t.Fatalf("the code on the slip cannot be read: %v", err)
	}
	return result.GetText()
}
