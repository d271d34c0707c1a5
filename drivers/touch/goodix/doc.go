// Package goodix drives touch controllers of the Goodix GT911 family over I²C:
// GT911, GT9110, GT9111, GT927, GT928, GT9271.
//
// # Source
//
// Goodix, GT911 Programming Guide, p. 14; Linux
// drivers/input/touchscreen/goodix.c and goodix.h; read in November 2026. Many
// register maps on the web are wrong: points have eight bytes and begin at
// 0x814F.
//
// # Notes
//
// The address is latched at reset from the level of INT. Without the two pins
// the chip keeps what it has, so both addresses are tried. The GT1151 class
// keeps its configuration elsewhere and is refused. What commands beside
// screen off do rests on headers alone; none is sent.
package goodix
