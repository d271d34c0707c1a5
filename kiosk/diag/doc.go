// Package diag tests the parts of a terminal: a catalogue of tests, each of
// which borrows one device, guides a technician through its steps, and ends
// in a verdict with what was measured. What came of each is kept in the
// journal.
//
// A test borrows a device from whoever owns it (Terminal) and gives it back
// when it ends, whatever happens to it: a deadline, a pulled cable, a
// technician who goes away. Nothing is left energised, and a device that does
// not come back within Grace is told of as hung.
//
// The verdict is the hardware's own word where it has one, and a person's
// where it has none. What nobody could tell is never a pass.
package diag
