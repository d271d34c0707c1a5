// Package slip makes the papers that a visit ends with: it turns facts into an
// escpos.Doc of 24-dot lines at ×1 and ×2. The printer's own font sets
// everything but the crest, the number and what that font does not have.
//
// A kind of paper is a Go file and a template. ticket.go and receipt.go show
// the first: a struct that embeds Frame and holds the facts, Kind, and samples.
// The second is templates/KIND.slip. A line in kinds (kind.go) makes a kind of
// them: it can be made (Maker.Make), configured ([slips]), and drawn without a
// printer (kioskctl receipt KIND). The tests go through the table; only
// testdata/KIND*.txt, how the samples read, is to be written by
// go test ./kiosk/slip -update and read through.
//
// What a paper looks like is a text/template (templates/*.slip) over the facts,
// whose output is read line by line. The first word of a line is
// its element, the rest its text; blank lines and lines that begin with # are
// passed over. Measures are dots, 8 a millimetre.
//
//	head HALL | TITLE        the crest, the hall, what this paper is, a rule
//	crest                    the crest alone
//	text SPANS               a line at the left; centre and right likewise
//	number TEXT              20 mm high
//	badge TEXT               white on black
//	pair NAME | VALUE        the name at the left, its value at the right
//	columns 1< A | 2^ B | 0> C   cells: share of the width (0: as wide as the
//	                         text) and < left, ^ middle, > right
//	fact LABEL | FIGURE | UNIT   with the facts next to it in one row; on narrow
//	                         paper below one another
//	note TEXT                a paragraph with white below it
//	rule, dashes             a line across the paper
//	feed DOTS                white paper
//	qr MODULE PAYLOAD        MODULE is the side of one square, 1 to 16
//	pdf417 MODULE PAYLOAD    MODULE is the narrowest bar, 1 to 8
//	barcode HIGH TEXT        Code 128
//	logo NUMBER              a picture stored in the printer
//	foot LEFT | RIGHT        the last line, white, and the cut
//	cut                      the end; nothing may follow
//
// Inside a text <b>…</b> is bold, <big>…</big> bold at twice the size and
// <inv>…</inv> white on black. A backslash takes the meaning from the
// character after it, and \n begins a line. Fields are quoted before they
// come in: nothing in them is markup. An element whose text is empty is left
// out, except for text, centre and right, which then are an empty line.
//
// Besides the functions of text/template there are ascii (an en dash becomes a
// hyphen, which is half as wide) and inc (a number and one).
package slip
