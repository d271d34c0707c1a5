// Package microtouch drives 3M MicroTouch controllers (EX series) over a
// serial line, in Format Tablet.
//
// # Source
//
// 3M, MicroTouch EX serial controller guide TSD-29087; Linux
// drivers/input/touchscreen/mtouch.c; read in November 2026.
//
// # Notes
//
// Format Tablet has no checksum: bit 7 of the first byte alone tells where a
// packet begins, so any byte with it begins one anew. The low four bits of a
// coordinate are not significant. How long a controller may take to answer is
// not in the guide's pages that were read; 200 ms is this package's own limit.
package microtouch
