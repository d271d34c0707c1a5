package escpos

import (
	"fmt"

	"govkiosk/drivers"
)

// JobID names a job to the printer: four characters 20–7E. It must not be
// used again while the printer may still answer for the job before.
type JobID string

// valid knows makes that take any four bytes for an id.
func (id JobID) valid(binary bool) error {
	if len(id) != 4 {
		return fmt.Errorf("job id %q: want 4 characters", string(id))
	}
	if binary {
		return nil
	}
	for _, c := range []byte(id) {
		if c < 0x20 || c > 0x7E {
			return fmt.Errorf("job id %q: want characters 20 to 7E", string(id))
		}
	}
	return nil
}

// Proof is the printer's word that a job rests on, strongest first.
type Proof string

const (
	ProofProcessID Proof = "process-id" // our id came back: printed
	ProofETB       Proof = "etb"        // Star's mark behind the job: printed
	ProofGSR       Proof = "gs-r"       // in-order answer after the job, status clean: processed
	ProofNone      Proof = "none"
)

// Result is what became of a job.
type Result struct {
	Outcome    drivers.Outcome
	Proof      Proof
	Missing    []rune // characters that the printer's own font does not have
	Incomplete bool   // a piece of the ticket may hang out of the mouth
	Paper      Dots   // length that the job takes; 0 where nothing was sent
	Evidence   string // the bytes and times that the outcome rests on, for the journal
}

// job is one piece of paper on its way.
type job struct {
	id      JobID
	pieces  [][]byte // whole commands each
	knife   int      // of pieces, the one that begins with the cut
	confirm Confirm
	sent    int  // bytes handed to the line
	whole   bool // all pieces are
	credit  int  // bytes sent since the printer last said that it took them all
	asked   int  // GS r that were sent
	answers int  // to them, which come in order
	gate    int  // which of them stands before the cut; 0: none
	atKnife bool // the cut was handed to the line, or a part of it
	proof   Proof
	failed  bool         // the printer says that it could not print (37 33)
	fault   drivers.Kind // seen in what the printer sent of itself
	word    []byte       // the reply that settled it
}

// proven says that the printer has given its word, either way.
func (j *job) proven() bool { return j != nil && (j.proof != "" || j.failed) }

// awaits says that a GS r has not been answered.
func (j *job) awaits() bool { return j.answers < j.asked }

// mayBeCut says whether the slip may have been cut off, as far as is known
// once the printer has told that it threw away what it had not printed. It was
// not where the printer answered the GS r at the job's beginning and not the
// one before the cut: the cut stood behind it.
func (j *job) mayBeCut() bool {
	stopped := j.gate > 0 && j.answers > 0 && j.answers < j.gate
	return j.atKnife && !stopped
}

// take looks whether r belongs to the job.
func (j *job) take(r reply) bool {
	switch r.class {
	case replyBlock:
		return j.takeBlock(r.bytes)
	case replySingle:
		return j.takeSingle(r.bytes[0])
	}
	return false
}

// takeStatus looks for a fault in a status that came by itself, and for ETB.
func (j *job) takeStatus(p Profile, r reply) {
	switch {
	case r.class == replyStar:
		j.fault = p.sensed(r.bytes).fault()
		j.takeStar(r.bytes)
	case r.class == replyASB:
		j.fault = asbStatus(r.bytes).fault()
	case p.mouth == fullStatus:
		j.fault = p.sensed(r.bytes).fault()
	}
}

// takeBlock knows 37 22 id 00 (printed) and 37 33 id 00 (failed, Caysn). An
// id that is not ours is the answer to something else.
func (j *job) takeBlock(b []byte) bool {
	if len(b) != 7 || b[0] != 0x37 || string(b[2:6]) != string(j.id) {
		return false
	}
	switch {
	case b[1] == 0x22 && j.confirm == ConfirmProcessID:
		j.proof = ProofProcessID
	case b[1] == 0x33:
		j.failed = true
	default:
		return false
	}
	j.word = b
	return true
}

// takeSingle is the answer to a GS r 1, if one is awaited. Its paper-end bits
// (0C) are a fault, though printers are offline then and silent.
func (j *job) takeSingle(b byte) bool {
	if !j.awaits() {
		return false
	}
	j.answers, j.word = j.answers+1, []byte{b}
	if b&0x0C != 0 {
		j.fault = drivers.PaperOut
	}
	return true
}

// pieceSize is how much is written between two looks at the line, in bytes.
const pieceSize = 2048

// pieces groups the encoded commands; none is cut in two unless it is longer
// than a piece by itself. The cut begins a piece.
func (e *encoder) pieces() (out [][]byte) {
	from, end := 0, 0
	for _, next := range e.ends {
		if end > from && (next-from > pieceSize || end == e.knife) {
			out, from = append(out, e.buf[from:end]), end
		}
		end = next
	}
	if end > from {
		out = append(out, e.buf[from:end])
	}
	return out
}
