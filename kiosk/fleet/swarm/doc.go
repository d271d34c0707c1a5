// Package swarm is a fleet without halls: a hub, the real program as a child,
// and terminals of which everything is real that speaks to it - TLS,
// enrolment, the uplink, the TUF client, the follower of configuration - and
// nothing that serves citizens. It measures what a hub can carry.
//
// What a terminal keeps is in memory here, a start of its program is one of its
// follower, a layer that many terminals read is checked once for all of them,
// and signatures once for each hall: every terminal asks for every file itself
// and compares it with what its neighbour was sent. Whatever else a terminal
// costs itself is paid here as well, on the machine on which the hub is
// measured.
package swarm
