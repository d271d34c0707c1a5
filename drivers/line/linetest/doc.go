// Package linetest holds lines without hardware, for tests of drivers: a Pipe
// to a device that the test plays itself, and a Playback of what a device was
// seen to say.
//
// Both live in memory and on the clock of package time, so both work inside a
// bubble of testing/synctest.
package linetest
