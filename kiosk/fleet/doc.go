// Package fleet is the terminal's side of the fleet: it follows the signed
// configuration, tries a new release between visits, and keeps it or goes back
// by itself.
//
// # One release after another
//
//	taken     config/trust has all of it, and it is a new one
//	checked   strictly, as a file would be, and against what is fitted here;
//	          else refused with the key and the reason
//	admitted  where there is a hub, it lets this terminal begin; while it
//	          cannot be asked the release waits, but for one from the stick
//	on trial  between visits the program begins anew with it
//	in force  after the health time everything works that worked before
//
// Whatever the power does, the plan in the store says which release the next
// start takes: one row, written whole or not at all. A trial that was begun
// three times and never ended is refused; starts that ended with the machine's
// own, as in a power cut, do not count. What was refused is not tried again;
// a release with other content is.
package fleet
