package escpos

// otherReadings are answers to DLE EOT n that keep the fixed bits and mean
// another thing on one make than on Epson's, or answer an n of its own (§6.1).
// at is always 0.
var otherReadings = []struct {
	question string
	bits     []named
}{
	{"Masung n=3", []named{{0, 0x20, "black-mark error"}}},
	{"SNBC n=3", []named{{0, 0x04, "jam in the anti-jam module"}, {0, 0x40, "head lifted, hot or voltage"}}},
	{"Cashino n=3", []named{{0, 0x20, "input voltage"}}},
	{"Cashino n=1", []named{{0, 0x80, "ticket not torn off"}}},
	{"Citizen n=3", []named{{0, 0x04, "black-mark or presenter error"}}},
	{"Citizen n=4", []named{{0, 0x0C, "paper near end"}, {0, 0x20, "paper end"}, {0, 0x40, "paper at the presenter"}}},
	{"Citizen n=5", []named{{0, 0x04, "cover open"}, {0, 0x08, "head hot"}, {0, 0x20, "low voltage"}, {0, 0x40, "high voltage"}}},
	{"Citizen n=6", []named{{0, 0x04, "memory error"}, {0, 0x08, "checksum error"}, {0, 0x20, "presenter error"}, {0, 0x40, "processor error"}}},
	{"Custom n=17", []named{{0, 0x04, "motor running"}, {0, 0x20, "paper absent"}}},
}

// ofMakes reads b as the makes do that differ. Where none of the bits is set
// nothing is said: nothing wrong is nothing wrong on all of them.
func ofMakes(b byte) (out []string) {
	for _, r := range otherReadings {
		if namesSet(r.bits, []byte{b}) != nil {
			out = append(out, r.question+" "+names(r.bits, []byte{b}))
		}
	}
	return out
}
