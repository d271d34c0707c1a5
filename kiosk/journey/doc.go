// Package journey is what a visit does: a pure function from a state and an
// event to the next state and the effects that follow.
//
//	state, effects = journey.Step(state, event)
//
// It has no clock, no goroutine and no I/O. Time arrives as an event: a
// StartTimer effect goes out, its TimerFired comes back. Every command
// carries an ID that its completion repeats; a completion whose ID is no
// longer awaited belongs to something that the citizen has left, and is
// dropped and counted.
//
// What a number is and when it belongs to a citizen (the paper promise) is
// kept by the effects' runner in package kiosk; here is only what the person
// in front of the terminal is asked and told.
package journey
