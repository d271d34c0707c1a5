// Package line opens serial lines and keeps them open.
//
// It is the only user of github.com/tarm/serial, whose limits it makes good:
// silence is told from a lost line, a line has one owner, every wait has an
// end, and Close always returns.
package line
