// Package escpos drives receipt printers that speak ESC/POS, and Star's line
// mode, over any line.Conn: serial, USB, network. It lays out Chinese tickets,
// asks for status in the dialects of several makes, follows slips at the mouth
// and says whether a ticket was printed by the printer's own word.
//
// Sources: Epson, ESC/POS Command Reference and paper-roll programming guide
// 10.01; TM-T88III specification; Star, Line Mode specification; the manuals of
// the makes named in quirks.go, which also lists where each departs from Epson.
//
// Bytes written are not paper delivered. A job ends with GS ( H function 48
// and an id of ours; only the answer with that id makes it Done. After a fault
// the printer would keep the rest of the job and print it when paper is
// loaded, so the driver clears it and then decides between NotDone and
// Unknown. A wait that ends without an answer is Unknown.
//
// On one line come answers, status that the printer sends by itself, blocks
// and flow control. reply.go cuts the stream into them: blocks first, then the
// answer that is waited for, then automatic status, then single bytes. What
// answers nothing that is being asked is stale and counted.
package escpos
