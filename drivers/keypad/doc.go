// Package keypad reads the keys beside the glass: a pad of nine keys for
// people who do not see or do not reach it, two switches, and the jack of a
// headset.
//
// Two forms: an event device of the kernel, as pads on USB make one, which is
// taken for this program alone; and a serial line, on which every key that
// goes down is one letter and a CR:
//
//	U D L R  up down left right      N E  next, select: two switches
//	O  ok                            P M  louder, quieter
//	B H C S  back home call speech   J j  headset plugged in, pulled out
//
// A LF beside the CR is passed over. Source of event codes: Linux,
// input-event-codes.h. No pad was at hand: makers' pads that send other codes
// have a map in Opts.
package keypad
