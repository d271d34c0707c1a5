package ports

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"govkiosk/drivers"
)

// Match returns the one port among found that is what is wanted; an empty
// field of want is not compared. Path may also be a name of
// /dev/serial/by-path.
//
// NoDevice tells for every port why it is not the one; BadRequest tells that
// several fit, or that nothing was asked for.
func Match(want Identity, found []Port) (Port, error) {
	if want == (Identity{}) {
		return Port{}, failed("match", drivers.BadRequest, errors.New("neither numbers nor path nor serial number are given"))
	}
	var fits []Port
	var against []string
	for _, p := range found {
		if reason := differs(want, p); reason != "" {
			against = append(against, p.Name+" "+reason)
			continue
		}
		fits = append(fits, p)
	}
	switch {
	case len(fits) == 1:
		return fits[0], nil
	case len(fits) > 1:
		return Port{}, failed("match", drivers.BadRequest, tooMany(want, fits))
	case len(found) == 0:
		against = append(against, "the machine has no serial port")
	}
	return Port{}, failed(fmt.Sprintf("match %s", want), drivers.NoDevice, errors.New(strings.Join(against, "; ")))
}

// differs says why p is not what is wanted.
func differs(want Identity, p Port) string {
	numbers := func(vid, pid string) string { return strings.ToLower(vid + ":" + pid) }
	switch {
	case want.VID != "" && !strings.EqualFold(want.VID, p.ID.VID), want.PID != "" && !strings.EqualFold(want.PID, p.ID.PID):
		if p.ID.VID == "" {
			return "is no USB adapter"
		}
		return fmt.Sprintf("is %s, not %s", numbers(p.ID.VID, p.ID.PID), numbers(want.VID, want.PID))
	case want.Serial != "" && p.Serial == "":
		return fmt.Sprintf("has no serial number, and %s is wanted", want.Serial)
	case want.Serial != "" && want.Serial != p.Serial:
		return fmt.Sprintf("has serial number %s, not %s", p.Serial, want.Serial)
	case want.Path != "" && want.Path != p.ID.Path && filepath.Base(want.Path) != filepath.Base(p.ByPath):
		return fmt.Sprintf("is at %s, not at %s", place(p, want.Path), want.Path)
	}
	return ""
}

// place is where p sits, named as the wanted path is.
func place(p Port, like string) string {
	if p.ByPath != "" && strings.Contains(like, "-usb-") {
		return filepath.Base(p.ByPath)
	}
	return p.ID.Path
}

// tooMany says what would tell the ports apart.
func tooMany(want Identity, fits []Port) error {
	var names []string
	for _, p := range fits {
		name := fmt.Sprintf("%s (%s)", p.Name, p.ID)
		if p.ByPath != "" {
			name = fmt.Sprintf("%s (%s, %s)", p.Name, p.ID, filepath.Base(p.ByPath))
		}
		names = append(names, name)
	}
	return fmt.Errorf("%d ports are %s, say the path of one: %s", len(fits), want, strings.Join(names, ", "))
}
