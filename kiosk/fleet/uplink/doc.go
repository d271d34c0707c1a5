// Package uplink is the terminal's way to the hub: it has itself enrolled,
// says how the terminal is and what happened, carries orders out, and hears
// hints. The terminal serves without any of it.
//
// # Who it is
//
// The key is made here and never leaves; the hub signs a certificate for it
// against a one-time code, and a new one for a new key at two thirds of its
// life. Key, certificate and the authority that signs are one file, written
// whole or not at all. Nobody is believed but who the authority has signed: the
// one that the terminal was installed with, and those that came over it since.
//
// # What it says
//
// A status replaces the one before it. It goes out every so often, no two
// terminals at the same time, and soon after something has changed. Events wait
// in the journal and are forgotten when the hub has them on its disk. A hub
// that is away is tried again after longer and longer times.
//
// # What it is told
//
// Orders come with the answer to a status. Each is written down before it
// begins, so that it is carried out once at most: after a power cut in the
// middle nobody knows, and that is what the hub hears. A hint over NATS says
// that there is something to ask for; without any hint it is seen at the next
// status.
package uplink
