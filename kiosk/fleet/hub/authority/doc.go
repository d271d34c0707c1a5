// Package authority says which terminals there are: it signs their
// certificates and the hub's own, with a key that the hub alone has.
//
// A terminal comes in with a code that works once, for one terminal or for a
// new one of one place, and asks for its next certificate with the one it has.
// Only a certificate that stands in the terminal's row counts, whatever its
// signature says: one that is revoked, or was replaced by a new enrolment, is
// out on every hub as soon as the row is changed.
package authority
