package journey

// pickupCode is which words the pad of an agent's code has.
const pickupCode = "pickup"

// toCode asks an agent for the code that the holder was sent.
func (t *turn) toCode() {
	t.toPadFor(PadCode, pickupCode)
}

// pickupCodes: the code is typed, or held before the scanner.
func pickupCodes(s State) []CodeKind {
	if s.Page == PagePad && s.Pad.Key == pickupCode {
		return []CodeKind{CodePickup}
	}
	return nil
}

func (t *turn) codeTyped(p Pad)          { t.codeGiven(p.Value) }
func (t *turn) pickupScanned(e CodeSeen) { t.codeGiven(e.Text) }

func (t *turn) codeGiven(code string) {
	t.Pad = Pad{}
	t.Pickup.Code = code
	t.Page = PagePickup
	t.findCertificates()
}

// codeRefused goes back to the code, with what was typed still there.
func (t *turn) codeRefused(why Reason) {
	code := t.Pickup.Code
	t.Pickup.Code = ""
	if why == ReasonTooManyTries {
		t.Page, t.Notice = PageNotice, why
		return
	}
	t.toCode()
	t.Pad.Value, t.Pad.Problem = code, "unknown"
}
