// Package people knows who may do what at the hub: accounts of its own, whose
// passwords it keeps as argon2id hashes, or an OpenID provider that says who
// somebody is. What somebody may do, and where, the hub alone says.
//
// A browser has a cookie, kioskctl a bearer token; both are random, and the
// store has their hashes. There is no account and no password that a fresh hub
// knows.
package people
