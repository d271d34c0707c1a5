package escpos

import "slices"

// epson is the reference that the others are told apart from (E3, ER).
var epson = Profile{
	Name: "epson", Width: Width80, Encoding: EncodingGB18030, Confirm: ConfirmProcessID,
	Cut: []byte{gs, 'V', 66, 0}, SetUnits: true, Buffer: 4096,
	NativeQR: true, NativePDF417: true, NativeBarcode: true, Logos: true,
	ask: []byte{1, 2, 3, 4}, fixed: fixedBits,
	offline: cond{{1, 0x08}}, cover: cond{{2, 0x04}}, stopped: cond{{2, 0x20}},
	jam: cond{{3, 0x04}}, cutter: cond{{3, 0x08}}, broken: cond{{3, 0x20}}, waiting: cond{{3, 0x40}},
	nearEnd: cond{{4, 0x0C}}, paperEnd: cond{{4, 0x60}},
	auto: automaticStatusBack, counters: maintenanceCounters,
	density: epsonDensity, speed: epsonSpeed,
}

// like copies epson and changes what differs. Motion units of all other
// makes are one dot; what few of them know is off.
func like(name string, change func(*Profile)) Profile {
	p := epson
	p.Name, p.SetUnits, p.NativePDF417 = name, false, false
	p.auto, p.counters, p.density, p.speed = nil, nil, nil, nil
	change(&p)
	return p
}

// custom changes what all Custom and Custom-type printers share: total cut
// only, head and knife 12 mm apart, no GS ( H.
func custom(p *Profile) {
	p.Confirm, p.noProcessID = ConfirmGSR, true
	p.Cut, p.CutFeed = []byte{esc, 'i'}, 96
	p.Retract = []byte{gs, 'e', 2}
	p.counters, p.retracts = textCounters, &question{ask: []byte{gs, 0xE4}, text: true}
	p.density, p.speed = customDensity, customSpeed
}

// byEjector is GS e: the ejector's own byte has jam, error and near end too.
func byEjector(p *Profile, step float64) {
	p.mouth, p.presenter = ejector, ejectorPresenter(step)
	p.jam = slices.Concat(p.jam, cond{{ejector.key, 0xC0}})
	p.nearEnd = slices.Concat(p.nearEnd, cond{{ejector.key, 0x01}})
}

// byFull is the FULL status: it says more than DLE EOT 1 to 4, which are asked
// all the same.
func byFull(p *Profile) {
	full := func(i, mask byte) bit { return bit{fullStatus.key + i, mask} }
	p.mouth, p.presenter = fullStatus, presentByFSP
	p.auto = automaticFull
	p.paperEnd = append(slices.Clip(p.paperEnd), full(2, 0x01))
	p.nearEnd = append(slices.Clip(p.nearEnd), full(2, 0x44)) // near end, virtual end
	p.cover = append(slices.Clip(p.cover), full(3, 0x03))     // head up, cover
	p.waiting = append(slices.Clip(p.waiting), full(4, 0x09)) // head temperature, voltage
	p.jam = append(slices.Clip(p.jam), full(4, 0x40))
	p.cutter = append(slices.Clip(p.cutter), full(5, 0x01))
	p.broken = append(slices.Clip(p.broken), full(5, 0x0C)) // RAM, EEPROM
}

// profiles lists the makes with what their manuals say. Nothing here was
// tried on hardware.
var profiles = []Profile{
	epson,
	like("generic", func(p *Profile) {}),
	// MS-D347, EP80x, T500II: GS V 66 looks for a black mark, GS V 1 does not;
	// QR codes have a command of their own; DLE EOT 3 b5 is a black-mark error.
	like("masung", func(p *Profile) {
		p.Cut, p.CutFeed = []byte{gs, 'V', 1}, 96
		p.NativeQR, p.NativeBarcode, p.Logos = false, false, false
		p.broken, p.jam = nil, cond{{3, 0x24}}
		p.mouth = masungMouth
	}),
	// KPM150/210/216/300: GS e, in steps of 0.625 mm.
	like("custom", func(p *Profile) { custom(p); byEjector(p, 0.625) }),
	// VKP80: FULL status; logos have a command of their own.
	like("custom-vkp", func(p *Profile) { custom(p); byFull(p); p.Logos = false }),
	// TG02H and TG35: as VKP80; FULL X b1 is the flash memory.
	like("custom-tg", func(p *Profile) {
		custom(p)
		byFull(p)
		p.Logos = false
		p.broken = append(slices.Clip(p.broken), bit{fullStatus.key + 5, 0x02})
	}),
	// Pyramid Reliance: no fixed bits (6C = no paper), DLE EOT 2 b3 always set,
	// no answer to DLE EOT while paper moves, so it cannot be paced. Steps of 7 mm.
	like("reliance", func(p *Profile) {
		custom(p)
		byEjector(p, 7)
		p.Buffer, p.fixed = 0, noFixed
		p.counters, p.retracts, p.density, p.speed = nil, nil, nil, nil
	}),
	// Pyramid Phoenix: DLE EOT 3 is always 00, DLE EOT is answered in order,
	// ESC J is ignored.
	like("phoenix", func(p *Profile) {
		p.Confirm, p.noProcessID, p.Buffer, p.NoFeedDots = ConfirmGSR, true, 0, true
		p.fixed, p.ask = noFixed, []byte{1, 2, 4}
	}),
	// PPU-700: DLE EOT 4 b6 is paper at the presenter and no half of the
	// paper-end pair; DLE EOT 3 b2 is a black-mark or presenter error. n=5: b2
	// cover, b3 hot, b5 and b6 voltage; n=6: b2 memory, b3 checksum, b5
	// presenter, b6 CPU.
	like("citizen", func(p *Profile) {
		p.paperEnd = cond{{4, 0x20}}
		p.cover, p.waiting = cond{{2, 0x04}, {5, 0x04}}, cond{{3, 0x40}, {5, 0x68}}
		p.broken, p.jam = cond{{3, 0x20}, {6, 0x4C}}, cond{{3, 0x04}, {6, 0x20}}
		p.extra = []byte{5, 6}
		p.Retract, p.presenter = []byte{gs, 'R', '0'}, presentByTimer
		p.mouth = citizenMouth
		p.auto, p.counters = automaticStatusBack, maintenanceCounters
	}),
	// BT-T080: DLE EOT 3 b2 is the anti-jam module, b6 also a lifted head.
	like("snbc", func(p *Profile) { p.auto = automaticStatusBack }),
	// KP-628E: DLE EOT 1 b7 is a ticket not torn off, which breaks the fixed
	// bits just then; DLE EOT 3 b5 is the input voltage; GS k chooses the code
	// set of Code 128 itself.
	like("cashino", func(p *Profile) {
		p.fixedOf = map[byte]pattern{1: fixedLoose}
		p.broken, p.waiting = nil, cond{{3, 0x60}}
		p.NativeBarcode = false
		p.mouth = cashinoMouth
	}),
	// SP-POS5IV as Epson; the POS58 variant keeps cutter and near end at 0.
	like("sprt", func(p *Profile) { p.auto = automaticStatusBack }),
	// NZ/Caysn boards: a failed job is answered 37 33 id 00; ids are any bytes.
	like("caysn", func(p *Profile) {
		p.binaryID = true
		p.density = heat
	}),
	// Star TUP900, TSP: line mode, another language than ESC/POS. All is sent
	// as a picture: its fonts for Chinese depend on the model.
	like("star", func(p *Profile) {
		*p = Profile{
			Name: p.Name, Width: Width80, Encoding: EncodingNone, Confirm: ConfirmETB,
			Cut: []byte{esc, 'd', 3}, star: true, mouth: starStatus, auto: automaticStar,
			retracts: &question{ask: []byte{esc, syn, '3', 1}, length: 4, raw: true},
			offline:  starCond(3, 0x08), cover: starCond(3, 0x20), cutter: starCond(4, 0x08),
			broken: starCond(4, 0x20), waiting: starCond(4, 0x40),
			nearEnd: starCond(6, 0x06), paperEnd: starCond(6, 0x08),
			density: starDensity, speed: starSpeed,
		}
	}),
}
