// Package focaltech drives FocalTech touch controllers over I²C: FT5x06,
// FT6236, FT6336 and their kin.
//
// # Source
//
// Linux drivers/input/touchscreen/edt-ft5x06.c; public register headers; read
// in November 2026.
//
// # Notes
//
// Users of the FT6336 never see its lift-up event, so a contact ends when it
// is no longer told. The identification registers are not filled reliably:
// they are noted and decide on nothing but the number of points, where Opts
// does not. An answer of FF alone comes from a chip that sleeps or is not
// there. The M06 firmware of EDT speaks otherwise and is not read.
package focaltech
