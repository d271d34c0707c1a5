// Package scanner reads bar codes from serial and USB-CDC readers, and from
// keyboard-wedge readers whose keys it takes for itself.
//
// What a code holds comes from a stranger. A code with control characters is
// refused as a whole, each step says what it will accept (Want), a code is
// never written to a log (Code.String gives its length and a hash), and
// nothing is typed into a field.
//
// # Source
//
// Honeywell, NCR 7895 and Zebra DS457 manuals (commands, AIM ids); Newland
// EM3000 and HR/FM command pages; EM3095, GM65 and GM861 manuals (registers,
// CRC); BadBarcode, PacSec 2015. Read in November 2026, section numbers in
// comments are those of the protocol notes io (9: commands, 10: data, 11:
// injection).
//
// # Notes
//
// A suffix cannot carry its own bytes: the code "a CR b" of a reader with the
// suffix CR is two codes. A code of Chinese characters without ECI is UTF-8
// where it can be that, else GB18030; some short GB18030 codes are valid UTF-8
// too and are read wrongly, which Want.Pattern refuses.
//
// The Newland set ~ SOH 0000@, Mindeo, YHD and Vguang commands are not
// established; such readers work as generic ones in presentation mode.
package scanner
