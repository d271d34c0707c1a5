// Package idcard reads resident ID cards through a SAM module (SDT, SAM_A,
// SAM_V) on a serial line.
//
// A Dev asks the module to find, select and read a card; Watch follows a card
// from the moment it is laid down until it is lifted. The codec of the line
// and of the card's record stands alone: Decoder, ParseReply, ParseRecord.
//
// Opts says what is read beside text and photo. ScanBaud, SetBaud, Reset and
// Management are for whoever puts a reader into service.
//
// # Source
//
// GA 467 (SAM interface, business terminal), GA/T 490 (card data files),
// GB 11643 (citizen number), GB/T 3304 (ethnic codes) and GB/T 2261.1 (sex
// codes), as far as public driver code, vendors' pages and published frames
// agree on them, read in November 2026. A § in a comment is a section of that
// digest: §2 line, §3 frame, §4 commands, §5 read replies, §6 SW3, §7
// dialogue, §8 time limits, §12 text record, §15 number, §19 what is not
// established.
//
// # Notes
//
// Not one byte was tried on hardware. The photo is a WLT block for which no
// open decoder exists; it is kept as it comes.
//
// A card that was read is not found again until it has left the field; the
// module goes on to answer 30 03 for it meanwhile. A card whose read failed
// must be lifted and laid down again.
//
// A fingerprint template tells its enrolment; which byte names the finger no
// source says. Whether a speed set with SetBaud outlasts the module's power is
// not known either.
package idcard
