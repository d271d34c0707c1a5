// Package art holds what is drawn on the glass besides text and boxes: the
// pictograms, the crest, the woven lozenge, the drawings of the machine and
// the codes to scan. It is data and geometry only: paths in the units of a
// view box, filled and stroked in named roles of the theme. Whoever paints
// turns a role into a colour and a unit into pixels.
//
// Pictograms come from lucide-static 1.62.0 (LICENSE-icons.txt), except dazi;
// the crest, the lozenge and the machine are this project's own drawings.
package art
