// Package console is the web console of a hub: pages that the server draws, for
// ops and for whoever is on duty with a phone. They work without scripts; with
// them, what changes moves by itself.
//
// What somebody may not do is not drawn, and refused all the same: by role, and
// by the place that is theirs. Every act has a page of its own on which it is
// confirmed, and stands in the audit before it is done.
package console
