// Package sim answers as the terminal's devices do: a resident ID card
// reader, a kiosk receipt printer and a serial touch panel, each on the far
// end of a pseudo-terminal.
//
// A simulator is written from the manuals' pages alone and imports nothing of
// the project, above all not the driver that talks to it: a byte that one of
// the two reads wrongly shows. Section numbers in comments refer to the
// protocol notes idcard, escpos, touch (Elo serial) and io.
//
// Behaviour that the notes mark as doubtful is a field of the options, and
// what a driver did against the manual is counted (Printer.Violations,
// Printer.Dropped), never mended silently.
package sim
