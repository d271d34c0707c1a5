// Package store keeps what the hub must not forget: tables of values by key,
// and logs that only grow. Beneath it is NATS JetStream, inside the program
// with every write synced to disk before it is acknowledged, or a cluster
// somewhere else by its address.
//
// Several hubs may share one cluster: a value is changed against the revision
// that was read, and a watch tells every hub what the others have written. One
// consumer a table and hub, never one a terminal: a stream has no more than a
// thousand.
package store
