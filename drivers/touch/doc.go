// Package touch reads serial touch panels and turns what they report into one
// stream of pointer events.
//
// A Dev speaks to an Elo controller: SmartSet boards (10-byte frames with a
// checksum), E281A-4002 (6 bytes) and E271-140 (4 bytes). A Queue calibrates
// the reports, drops what is no finger, and hands them on together with those
// of a mouse.
//
// # Source
//
// Elo TouchSystems, SmartSet Touchscreen Controller Family Technical
// Reference Manual, chapters 5 and 6 (packets, commands); Linux
// drivers/input/touchscreen/elo.c and xf86-input-elographics for the older
// boards, read in November 2026.
//
// # Notes
//
// Tracking keeps a resting finger silent, so silence alone is neither a
// release nor a fault. Clones (Sunit dSeries, GeneralTouch) answer no query
// and report all the same.
package touch
