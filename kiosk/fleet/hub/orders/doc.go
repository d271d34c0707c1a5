// Package orders keeps what terminals are told to do from afar, and what became
// of it. A command is handed out with every answer to a terminal's status until
// the terminal has said something of it, or it has expired: at least once; the
// terminal keeps its id before it begins, and so carries it out once.
//
// An order is one row, and what each terminal made of it another, so that two
// thousand results are two thousand small writes. Files that commands collect
// are kept in pieces, within a bound: the oldest go first.
package orders
