// Package hub is the server side of a fleet: it lets terminals in, takes what
// they say, gives them their configuration, hints and commands, and shows all
// of it to people.
//
// Everything that must not be lost is in a Store, and is there before it is
// acknowledged. What the hub has in memory is read from there: several hubs on
// one store see what each of them writes, and one that was killed begins where
// it was.
package hub
