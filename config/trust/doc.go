// Package trust follows a repository of signed configuration: it fetches what
// one terminal is told, believes nothing that the right keys have not signed,
// and gives out whole releases only.
//
// The repository is one of The Update Framework (TUF) with consistent
// snapshots; its targets are the paths of a config.Tree. Checking signatures
// is go-tuf's; what is fetched, in which order, and what is kept is here,
// because go-tuf's own updater starts again from the root that it is given,
// is broken for good by a torn file, and trusts the clock.
//
// # What is kept
//
// Rows and floors in one Store. Rows are the newest roots, metadata and layers;
// a row that is lost or torn is fetched again. Floors are numbers that never go
// down, lost rows or not: the least version that a role may have, and the
// earliest time that it can be. A floor holds for one set of keys: after keys
// that somebody abused were replaced, their floors bind nobody.
//
// # Time
//
// The clock of a terminal may be at 1970 or a year ahead. What has been signed
// says when, in a field "issued", so that time can be no earlier; a clock before
// that is not believed. The clock itself never raises the floor: one wrong
// reading would make everything that is signed look expired for ever. Expired
// metadata changes nothing: the last good release stays in force, and Status
// says since when nothing newer could be had.
package trust
