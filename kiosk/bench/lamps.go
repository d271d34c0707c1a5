package bench

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// lampPlaces are where guidance lights sit on the drawn cabinet.
var lampPlaces = []string{"reader", "mouth", "cabinet"}

// lamp is a light as the kernel shows one under /sys/class/leds: a folder of
// small files, which the terminal writes and the bench reads.
type lamp struct{ folder string }

// makeLamps puts a lamp for each place into the run directory.
func (d rundir) makeLamps() (map[string]lamp, error) {
	lamps := map[string]lamp{}
	for _, place := range lampPlaces {
		folder, err := d.folder("light-" + place)
		if err != nil {
			return nil, err
		}
		for name, value := range map[string]string{"max_brightness": "1\n", "brightness": "0\n", "trigger": "none\n"} {
			if err := os.WriteFile(filepath.Join(folder, name), []byte(value), 0o600); err != nil {
				return nil, fmt.Errorf("bench: light %s: %w", place, err)
			}
		}
		lamps[place] = lamp{folder}
	}
	return lamps, nil
}

// lit tells whether a lamp shines now.
func (l lamp) lit() bool {
	text, err := os.ReadFile(filepath.Join(l.folder, "brightness"))
	value := strings.TrimSpace(string(text))
	return err == nil && value != "" && value != "0"
}

// lights is which lamps the configuration names, and where.
func (d rundir) lights() table {
	out := table{}
	for _, place := range lampPlaces {
		out[place] = "led:" + d.file("light-"+place)
	}
	return out
}
