// Package rollout decides which terminals may take a release of their
// configuration in, and when: wave by wave, a canary first, never too many of
// one hall at once, and no further when too many have taken it back.
//
// It is plain values and a clock that the caller brings. Nothing here knows
// how terminals are reached or where the decisions are kept.
package rollout
