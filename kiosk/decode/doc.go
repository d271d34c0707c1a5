// Package decode explains bytes that were seen on a device's line, one JSON
// object for each thing that is found, to a technician and to scripts.
//
// It knows the drivers' codecs and has none of its own. Names and numbers of
// people are masked unless they are asked for.
package decode
