package kiosk

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"govkiosk/drivers"
)

// Lack is what pages could not show as they should.
type Lack struct {
	Characters map[rune]int              // empty boxes, by character: one may be of a name
	Sentences  map[string]map[string]int // said in Chinese instead, by language and key
	Fonts      error                     // that could not be read
}

// Pages reports what pages lack to the health table, as counts: a character may
// be of a name. Any goroutine may call it.
func (t *Terminal) Pages(l Lack) {
	c := Condition{Device: DevicePages, State: drivers.Online, Counters: l.counts()}
	if l.Fonts != nil {
		c.Cause = l.Fonts.Error()
	}
	t.lacks.Store(&l)
	t.health.Report(c)
}

func (l Lack) counts() string {
	var out []string
	if n := len(l.Characters); n > 0 {
		out = append(out, fmt.Sprintf("%d characters without a shape", n))
	}
	for _, lang := range slices.Sorted(maps.Keys(l.Sentences)) {
		out = append(out, fmt.Sprintf("%d sentences not in %s", len(l.Sentences[lang]), lang))
	}
	return strings.Join(out, ", ")
}
