// Package registry is what the bench's district knows: its bodies, what each of
// their matters needs, the proofs, the places, the calendar, and fictional
// people with what they have going on.
//
// The tables are TOML files beside the code, one subject a file; texts in them
// are written "Chinese | English". Load checks that they fit together. What
// depends on a day, such as cases and bookings, is made from a seed and a
// moment: the same seed and moment give the same district.
package registry
