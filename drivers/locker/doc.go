// Package locker opens the doors of certificate-pickup cabinets through lock
// boards on an RS-485 line, and watches them.
//
// Boards that speak "8A" frames, KERONG CU12/CU16 (5 bytes) and WKLY
// (Yunchuan) frames are driven. Of the KERONG CU48 (6 bytes) the answers are
// not known: it can be looked for and nothing else.
//
// A door counts as open when its contact says so twice in a row, and never
// because a board acknowledged the command: a board that failed, and an
// adapter that echoes, answer with the very bytes of the command. Commands
// that open every door, or keep a coil on, have no encoding here.
//
// # Source
//
// 8A: vendor sheet CSDN 147892413 and raspberrypi.stackexchange 68013. KERONG
// and WKLY: public drivers; the factory manuals were not found. Read in
// November 2026, section numbers in comments are those of the protocol notes
// io (5: 8A, 6: KERONG, 7: WKLY, 8: timing and electrics).
//
// # Notes
//
// The level of a contact that means an open door differs between boards and
// between sources of one board: Board.Polarity has no default where that is
// so, and is proven when the cabinet is set up (open one door, watch the
// bit). That a bit of the 8A frame for a whole board has the level of the
// byte in the frame for one lock is taken for granted; the same proof shows
// it.
package locker
