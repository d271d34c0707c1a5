// Package bench is a hall on one machine: simulated devices on the far end of
// pseudo-terminals, a working district API, and the terminal's own program
// between them, which cannot tell the difference.
package bench
