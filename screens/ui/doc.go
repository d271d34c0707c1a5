// Package ui draws pages in millimetres.
//
// A page is a List: plain values for boxes, lines of text, pictograms and
// drawings, and the targets that a finger can reach. A layout builds the List
// without a window; tests read it. Canvas paints it into memory, only where it
// differs from what is there already, so that a key turning dark costs a few
// square centimetres on a terminal without a graphics card.
//
// Lengths are millimetres on the glass, from the top left of the panel. Type
// sizes, colours and line heights come from tokens.json.
package ui
