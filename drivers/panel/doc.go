// Package panel drives what a terminal's cabinet holds besides its devices:
// guidance lights, and the contacts of door, tamper switch, service switch,
// call button and presence sensor.
//
// A Dev works on pins that its caller hands in, and on LEDs that the kernel
// knows (/sys/class/leds). It looks nothing up and initialises no host.
//
// # Source
//
// periph.io/x/conn/v3/gpio v3.7.3, periph.io/x/host/v3/gpioioctl v3.8.5 and
// the kernel's GPIO character device (v2); Linux
// Documentation/leds/leds-class.rst; XFS4IoT Auxiliaries and Lights for the
// words. Read in November 2026.
//
// # Notes
//
// An edge is a hint only: kernels queue stale ones and lose others, and many
// chips of industrial boards have none. What counts is the level, read after
// each edge and every second besides, once it has held still.
//
// gpio.PinIn.Read cannot fail: gpioioctl answers Low when it cannot read. The
// only call that tells a lost pin is In, so every look of the second begins
// with it. An input that is lost, or never comes to rest, counts as the worse
// of its two readings: open, tampered.
//
// WaitForEdge takes -1 and 0 in opposite senses in periph's documentation and
// in gpioioctl; only finite waits are used. Read on an output turns it into an
// input there; no output is ever read.
package panel
