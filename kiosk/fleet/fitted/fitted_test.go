package fitted_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"periph.io/x/conn/v3/gpio/gpioreg"
	"periph.io/x/conn/v3/gpio/gpiotest"
	"periph.io/x/conn/v3/i2c"
	"periph.io/x/conn/v3/i2c/i2creg"

	"govkiosk/config"
	"govkiosk/kiosk/fleet/fitted"
)

// machine has a line, a lamp, a pin and a bus.
func machine(t *testing.T) (config.Config, string) {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"ttyS1", "font.ttc"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"leds/mouth", "sys/class/tty"} {
		if err := os.MkdirAll(filepath.Join(dir, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	pin := &gpiotest.Pin{N: "FITTED17", Num: -1}
	if err := gpioreg.Register(pin); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = gpioreg.Unregister("FITTED17") })
	if err := i2creg.Register("FITTED", nil, -1, func() (i2c.BusCloser, error) { return nil, nil }); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = i2creg.Unregister("FITTED") })
	c := config.Default()
	c.Machine.Sys, c.Machine.Dev = filepath.Join(dir, "sys"), dir
	return c, dir
}

func TestWhatIsFittedIsTaken(t *testing.T) {
	was, dir := machine(t)
	next := was
	next.Printer.Port, next.Reader.Port = filepath.Join(dir, "ttyS1"), ""
	next.Screen.FontRegular = filepath.Join(dir, "font.ttc")
	next.Touch.Driver, next.Touch.Bus, next.Touch.InterruptPin = "goodix", "FITTED", "FITTED17"
	next.Panel.Lights = map[string]string{"mouth": "led:" + filepath.Join(dir, "leds/mouth"), "reader": "pin:FITTED17:low"}
	next.Speech.Player = []string{"sh", "-c", "cat"}
	next.API.Gateway.SecretFile = "appkey" // a credential of the unit
	if got := fitted.Missing(next, was); len(got) > 0 {
		t.Errorf("%q", got)
	}
}

func TestWhatIsNotFittedIsNamed(t *testing.T) {
	was, _ := machine(t)
	next := was
	next.Printer.Port, next.Cabinet.Port, next.Keys.Port = "/dev/ttyS9", "usb:067b:2303", "/dev/input/no"
	next.Screen.FontBold = "/no/bold.ttc"
	next.Touch.Driver, next.Touch.Bus, next.Touch.ResetPin = "xpt2046", "SPI9.9", "GPIO99"
	next.Panel.Lights = map[string]string{"mouth": "led:/no/led"}
	next.Panel.Contacts = map[string]config.Contact{"door": {Pin: "file:/no/value"}}
	next.Speech.Synthesiser, next.Speech.Jack = []string{"no-such-program"}, "/dev/input/nojack"
	next.API.Gateway.CAFile = "/no/ca.pem"
	got := fitted.Missing(next, was)
	want := []string{
		"printer.port: there is no /dev/ttyS9 here", "cabinet.port: ", "keys.port: there is no /dev/input/no here",
		"touch.bus: there is no SPI port SPI9.9 here", "touch.reset_pin: there is no pin GPIO99 here",
		"panel.lights.mouth: there is no /no/led here", "panel.contacts.door.pin: there is no /no/value here",
		"screen.font_bold: there is no /no/bold.ttc here", "speech.jack: there is no /dev/input/nojack here",
		"speech.synthesiser: there is no program no-such-program here", "api.gateway.ca_file: there is no /no/ca.pem here",
	}
	if len(got) != len(want) {
		t.Errorf("%d, want %d: %s", len(got), len(want), strings.Join(got, "\n"))
	}
	for _, w := range want {
		if !slices.ContainsFunc(got, func(g string) bool { return strings.HasPrefix(g, w) }) {
			t.Errorf("no %q in\n%s", w, strings.Join(got, "\n"))
		}
	}
	if again := fitted.Missing(next, next); len(again) > 0 {
		t.Errorf("what is in force is held against the next: %q", again)
	}
}
