// Package journal is the terminal's durable record: which numbers were asked
// for, what was printed, what the hall still has to be told, and what
// happened when. What it has acknowledged survives kill -9 and a power cut.
//
// It holds no personal data: neither who a number is for nor what was typed.
//
// # Durability
//
// SQLite in WAL mode with synchronous=EXTRA, set before journal_mode, and an
// exclusive lock. Every method returns after the disk has the record. After a
// failed write, or a failed copy of the log to the file, the journal is
// broken: the state of the disk's cache is no longer known, so every later
// call fails with ErrBroken until the program starts anew and reads what is
// there.
package journal
