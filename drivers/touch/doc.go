// Package touch turns what touch panels report into one stream of pointer
// events.
//
// A Queue calibrates the reports of a panel, drops what is no finger, and
// hands them on together with those of a mouse. Its Raw is what every
// controller's driver gives; those are in the packages below, one for each
// family, and package panel chooses among them. The Dev here speaks to Elo
// controllers: SmartSet boards (10-byte frames with a checksum), E281A-4002
// (6 bytes) and E271-140 (4 bytes). Stream, Tracker and Interrupt are what the
// drivers of serial lines and of I²C and SPI buses have in common.
//
// # Source
//
// Elo TouchSystems, SmartSet Touchscreen Controller Family Technical
// Reference Manual, chapters 5 and 6 (packets, commands); Linux
// drivers/input/touchscreen/elo.c and xf86-input-elographics for the older
// boards; tslib's plugins and the libinput documentation for filters and
// calibration files; read in November 2026.
//
// # Notes
//
// Tracking keeps a resting finger silent, so silence alone is neither a
// release nor a fault. Clones (Sunit dSeries, GeneralTouch) answer no query
// and report all the same.
package touch
