// Package publish makes the repository of signed configuration that
// config/trust follows. A terminal never links it.
//
// A repository is a folder:
//
//	metadata/   N.root.json, N.ROLE.json, N.snapshot.json, timestamp.json
//	targets/    the layers, each with its hash in its name
//	draft/      what still lacks signatures; nobody serves it
//
// The keys of root and targets are offline: who holds one runs Sign on a copy
// of the folder, and passes the draft on. Those of snapshot and timestamp may
// be online; Publish signs with them what has enough signatures. A city, a
// district or a hall gets a role of its own by Delegate, and then signs what
// belongs to it and nothing else.
package publish
