// Package xpt2046 drives resistive touch controllers XPT2046, ADS7846 and
// TSC2046 over SPI.
//
// # Source
//
// Linux drivers/input/touchscreen/ads7846.c; read in November 2026.
//
// # Notes
//
// The chip says nothing by itself but by PENIRQ, which is low while the pen is
// down and which works only while the converter is powered down: every burst
// of conversions ends with the command that powers it down. That the pen is up
// is taken from PENIRQ alone, never from the pressure.
package xpt2046
