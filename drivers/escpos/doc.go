// Package escpos drives ESC/POS receipt printers over a serial line: it lays
// out Chinese tickets, asks for status in the dialects of several makes, and
// says whether a ticket was printed by the printer's own word.
//
// Sources: Epson, ESC/POS Command Reference and paper-roll programming guide
// 10.01; TM-T88III specification; the manuals of the makes named in quirks.go,
// which also lists where each departs from Epson.
//
// Bytes written are not paper delivered. A job ends with GS ( H function 48
// and an id of ours; only the answer with that id makes it Done. After a fault
// the printer would keep the rest of the job and print it when paper is
// loaded, so the driver clears it and then decides between NotDone and
// Unknown. A wait that ends without an answer is Unknown.
package escpos
