package config

import (
	"fmt"
	"regexp"
	"slices"
	"time"
)

// Offline is what the terminal has in hand for the time without the network:
// numbers that the hall leases to it ahead.
type Offline struct {
	Businesses []string      `toml:"businesses"`  // codes of those whose numbers are leased; EveryBusiness alone: all of them; empty: none
	Block      int           `toml:"block"`       // numbers that are asked for at a time; the hall may give fewer
	LowWater   int           `toml:"low_water"`   // fewer left of a business: the next block is asked for
	Ahead      time.Duration `toml:"ahead"`       // a block that ends sooner is renewed
	Pickup     bool          `toml:"pickup"`      // a holder's own card opens their cells by the hall's list of today, where the hall's rules allow it; false: never
	ClockKeeps bool          `toml:"clock_keeps"` // the terminal's clock goes on without power; false: after a power cut no number is given out before the hall is heard
}

// EveryBusiness stands for all businesses. It is for small halls: a number in
// a terminal's hand is one that the hall does not call.
const EveryBusiness = "*"

// Leases tells whether numbers of a business are to be had in hand.
func (o Offline) Leases(code string) bool {
	return slices.Contains(o.Businesses, code) || slices.Contains(o.Businesses, EveryBusiness)
}

func defaultOffline() Offline {
	return Offline{Businesses: []string{}, Block: 10, LowWater: 4, Ahead: 2 * time.Hour, Pickup: true, ClockKeeps: true}
}

var businessCode = regexp.MustCompile(`^[0-9A-HJ-NPQRTUWXY]{18}[1-6][0-9A-Z]{12}([0-9]{2})?$`)

func (v *check) offline(o Offline) {
	for i, code := range o.Businesses {
		key := fmt.Sprintf("offline.businesses[%d]", i)
		switch {
		case code == EveryBusiness && len(o.Businesses) > 1:
			v.bad(key, `"*" stands for all of them, and stands alone`)
		case code != EveryBusiness && !businessCode.MatchString(code):
			v.bad(key, `want a code of 31 or 33 characters such as 12130202000001062N4000700402001, or "*", got %q`, code)
		case slices.Contains(o.Businesses[:i], code):
			v.bad(key, "%s stands there twice", code)
		}
	}
	between(v, "offline.block", o.Block, 1, 100)
	between(v, "offline.low_water", o.LowWater, 1, 100)
	between(v, "offline.ahead", o.Ahead, 10*time.Minute, 12*time.Hour)
	if o.LowWater > o.Block {
		v.bad("offline.low_water", "want at most offline.block %d, got %d", o.Block, o.LowWater)
	}
}
