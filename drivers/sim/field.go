package sim

import "time"

// cardField is what the module knows of the card in its field.
type cardField struct {
	card     *Card
	selected bool // a read may follow
	read     bool // was read: find fails until the card leaves (idcard §7)
	spoilt   bool // a read failed: lift and lay again (idcard §7)
}

// samSpeeds are the parameters of command 60.
var samSpeeds = map[byte]int{0: 115200, 1: 57600, 2: 38400, 3: 19200, 4: 9600}

// reply carries a request out, in the time that it takes, and returns the
// frame to send; nil when the reader was closed meanwhile.
func (r *Reader) reply(req samRequest) []byte {
	if sw := r.refusal(req); sw != 0 {
		return r.after(r.opts.OtherTime, func() []byte { return samReply(0, 0, sw) })
	}
	switch req.cmd {
	case 0x10:
		return r.after(r.opts.OtherTime, r.reset)
	case 0x11, 0x60, 0x61:
		return r.after(r.opts.OtherTime, func() []byte { return samReply(0, 0, samOK) })
	case 0x12:
		return r.after(r.opts.OtherTime, func() []byte { return samReply(0, 0, samOK, r.opts.SAMID[:]) })
	case 0x20:
		if req.para == 1 {
			return r.after(r.opts.FindTime, r.find)
		}
		return r.after(r.opts.SelectTime, r.choose)
	}
	return r.item(req.para)
}

// refusal returns the SW3 with which the module turns req down before it does
// anything, 0 when it takes it.
func (r *Reader) refusal(req samRequest) byte {
	r.mu.Lock()
	fault := r.fault
	r.mu.Unlock()
	switch {
	case req.refuse != 0:
		return req.refuse
	case fault == SelfTestFailed:
		return samSelfTest
	case fault == NotAuthorised:
		return samNotAllowed
	case !r.knows(req):
		return samBadCommand
	}
	return 0
}

// knows compares a request with the table of commands (idcard §4).
func (r *Reader) knows(req samRequest) bool {
	if req.cmd == 0x61 {
		return req.para == 0xFF && len(req.data) == 1
	}
	if len(req.data) != 0 {
		return false
	}
	switch req.cmd {
	case 0x10, 0x11, 0x12:
		return req.para == 0xFF
	case 0x20:
		return req.para == 1 || req.para == 2
	case 0x30:
		return req.para == 0x01 || req.para == 0x03 || req.para == 0x05 ||
			req.para == 0x10 && !r.opts.NoFingerprint
	case 0x60:
		return samSpeeds[req.para] != 0
	}
	return false
}

// reset answers 10 FF: a card must be selected anew.
func (r *Reader) reset() []byte {
	r.field.selected = false
	return samReply(0, 0, samOK)
}

// find answers 20 01: 9F and the IIN, or 80.
func (r *Reader) find() []byte {
	f := &r.field
	if f.card == nil || f.card.Kind == Transport || f.read {
		return samReply(0, 0, samNoCard)
	}
	return samReply(0, 0, samFound, make([]byte, 4))
}

// choose answers 20 02: 90 and the serial, or 81.
func (r *Reader) choose() []byte {
	f := &r.field
	if f.card == nil || f.card.Kind == Transport || f.read {
		return samReply(0, 0, samNoSelect)
	}
	f.selected = true
	return samReply(0, 0, samOK, make([]byte, 8))
}

// item answers the reads 30 xx.
func (r *Reader) item(para byte) []byte {
	switch para {
	case 0x03:
		return r.after(r.opts.ItemTime, func() []byte { return r.addressReply() })
	case 0x05:
		return r.after(r.opts.ItemTime, func() []byte { return r.managementReply() })
	}
	took := r.opts.ReadTime
	if para == 0x10 {
		took += took / 2
	}
	return r.readRecord(para, took)
}

func (r *Reader) addressReply() []byte {
	card, sw := r.authenticated()
	if sw != samOK {
		return readFailure(sw)
	}
	if len(card.Appended) == 0 {
		return samReply(0, 0, samNoItem)
	}
	return samReply(0, 0, samOK, card.addresses())
}

func (r *Reader) managementReply() []byte {
	card, sw := r.authenticated()
	if sw != samOK {
		return readFailure(sw)
	}
	return samReply(0, 0, samOK, card.Management[:])
}

// authenticated returns the card that was selected and still lies there, or
// the SW3 of the failure. The caller holds mu.
func (r *Reader) authenticated() (*Card, byte) {
	f := &r.field
	switch {
	case f.card == nil || !f.selected || f.spoilt:
		return nil, samReadFailed
	case f.card.Kind == OtherChip:
		return nil, samWrongCard
	}
	return f.card, samOK
}

// readRecord answers 30 01 and 30 10. A card that goes during the read ends
// it at once; LiftedTooSoon takes it away at half time.
func (r *Reader) readRecord(para byte, took time.Duration) []byte {
	r.mu.Lock()
	changed, fault := r.changed, r.fault
	took = r.stretch(took)
	_, sw := r.authenticated()
	r.mu.Unlock()
	if sw != samOK {
		took = r.opts.ItemTime // failures come quickly
	}
	if fault == LiftedTooSoon {
		if pause(took/2, r.stop, changed) {
			r.Lift()
		}
	} else {
		pause(took, r.stop, changed)
	}
	if closedNow(r.stop) {
		return nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.recordReply(para, changed != r.changed)
}

// recordReply builds the reply of a read. The caller holds mu.
func (r *Reader) recordReply(para byte, disturbed bool) []byte {
	f := &r.field
	card, sw := r.authenticated()
	if sw == samOK && (disturbed || r.fault == LiftAndReplace) {
		sw = samReadFailed
	}
	if sw != samOK {
		f.spoilt = f.card != nil && f.selected && sw == samReadFailed
		return readFailure(sw)
	}
	f.read = true
	text, photo := card.Text(), card.Photo()
	if para == 0x01 {
		return samReply(0, 0, samOK, lengths(text, photo), text, photo)
	}
	prints := card.fingerprints()
	return samReply(0, 0, samOK, lengths(text, photo, prints), text, photo, prints)
}

// readFailure is a reply whose SW1 and SW2 carry the card's own status where
// the card was asked (idcard §6).
func readFailure(sw byte) []byte {
	if sw == samReadFailed {
		return samReply(0x6A, 0x82, sw)
	}
	return samReply(0, 0, sw)
}

func lengths(parts ...[]byte) []byte {
	var out []byte
	for _, p := range parts {
		out = append(out, byte(len(p)>>8), byte(len(p)))
	}
	return out
}

// after waits for d and returns what f says then, under the lock.
func (r *Reader) after(d time.Duration, f func() []byte) []byte {
	r.mu.Lock()
	d = r.stretch(d)
	r.mu.Unlock()
	if !pause(d, r.stop, nil) {
		return nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return f()
}

// stretch is d, longer under ReaderSlow. The caller holds mu.
func (r *Reader) stretch(d time.Duration) time.Duration {
	if r.fault == ReaderSlow {
		return d * time.Duration(r.opts.SlowFactor)
	}
	return d
}

func closedNow(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}
