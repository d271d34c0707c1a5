// Package egalax drives eGalax (EETI) touch controllers over a serial line.
//
// # Source
//
// EETI, Touch Panel Controller Programming Guide v2.0; Linux
// drivers/input/touchscreen/egalax_ts_serial.c; read in November 2026.
//
// # Notes
//
// The speed of the line is a setting of the board and of no source that was
// read. Some boards power up in the format of another make and change to
// their own with the first diagnostic packet, so one is sent before anything
// is listened to. How long a board may take to answer is not in the guide;
// 200 ms is this package's own limit.
package egalax
