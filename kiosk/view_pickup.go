package kiosk

import (
	"fmt"
	"slices"
	"time"

	"govkiosk/config"
	"govkiosk/drivers"
	"govkiosk/kiosk/journey"
	"govkiosk/screens"
)

var pickupSteps = []screens.Step{screens.StepIdentify, screens.StepSelect, screens.StepCollect, screens.StepReceipt}

// pickupPage fills in a page of 证照领取, and tells whether it is one.
func (v Viewer) pickupPage(out *screens.View, s journey.State) bool {
	out.Steps = pickupSteps
	switch s.Page {
	case journey.PagePickup:
		out.Screen, out.Pickup, out.Current = screens.ScreenPickup, v.pickup(s), 1
	case journey.PageCell:
		out.Screen, out.Cell, out.Current = screens.ScreenCell, v.cell(s), 2
	case journey.PagePrintout:
		out.Screen, out.Done, out.Current = screens.ScreenDone, v.printout(s), 2
	case journey.PageReceipt:
		out.Screen, out.Current = screens.ScreenWorking, 3
		out.Working = &screens.Working{Doing: "receipt", For: seconds(s.Pickup.Working)}
	default:
		out.Steps = nil
		return false
	}
	if s.Pickup.Open != 0 || s.Pickup.Finish != 0 {
		out.Seconds = -1
	}
	return true
}

// placeOn is where the page draws a certificate.
var placeOn = map[journey.Whereabouts]screens.PickupPlace{
	journey.PlaceCell: screens.PlaceCell, journey.PlacePrint: screens.PlacePrint, journey.PlaceOther: screens.PlaceWindow,
	journey.PlaceWindow: screens.PlaceWindow, journey.PlacePosted: screens.PlacePosted, journey.PlaceMaking: screens.PlaceMaking,
	journey.PlaceTaken: screens.PlaceWindow, journey.PlaceUnknown: screens.PlaceWindow,
}

func (v Viewer) pickup(s journey.State) *screens.Pickup {
	out := &screens.Pickup{Person: person(s.World.Rules.Mask, s.Person), Other: s.Pickup.Holder == "" && s.MayAct(journey.ActPickup), Holder: s.Pickup.Holder, Changed: s.Pickup.Changed}
	if !s.Pickup.Kept.IsZero() {
		out.Kept, out.Other = s.Pickup.Kept.In(v.Zone), false
	}
	for _, c := range s.Pickup.Listed {
		i := screens.PickupItem{
			ID: c.ID, Name: words(c.Name), Detail: v.certificateDetail(c), Place: placeOn[c.Place],
			Status: words(certificateStatus(c, v.Zone)), Chosen: slices.Contains(s.Pickup.Chosen, c.ID),
		}
		if !s.Here(c) {
			switch c.Place {
			case journey.PlaceCell:
				i.Place, out.Reason, out.Since = screens.PlaceWindow, screens.Reason(s.World.Cabinet), v.since(DeviceCabinet)
			case journey.PlacePrint:
				i.Place = screens.PlaceWindow
			}
		}
		out.Items = append(out.Items, i)
	}
	return out
}

// certificateDetail is how many, and what else is to be known of it.
func (v Viewer) certificateDetail(c journey.Certificate) screens.Text {
	n := max(c.Copies, 1)
	switch c.Place {
	case journey.PlaceCell:
		return screens.Text{Zh: fmt.Sprintf("%d 件 | 旁边柜子 %d 号格", n, c.Cell), En: fmt.Sprintf("%d | cabinet beside this machine, door %d", n, c.Cell)}
	case journey.PlacePrint:
		return screens.Text{Zh: fmt.Sprintf("%d 份 | 本机打印核验凭条", n), En: fmt.Sprintf("%d | printed here as a slip", n)}
	case journey.PlacePosted:
		sent := c.Sent.In(v.Zone)
		return screens.Text{
			Zh: fmt.Sprintf("%d月%d日寄出，单号尾号 %s", sent.Month(), sent.Day(), c.Tail),
			En: fmt.Sprintf("Posted %s, ends in %s", sent.Format("2 January"), c.Tail),
		}
	case journey.PlaceMaking:
		return screens.Text{Zh: "正在制作，好了发短信", En: "Being made: we will text you"}
	case journey.PlaceWindow:
		if c.Needs.Zh != "" {
			return words(c.Needs)
		}
		return screens.Text{Zh: "凭身份证领取", En: "Show your ID card"}
	}
	return words(c.Needs)
}

var doorOn = map[journey.CellStage]screens.Door{
	journey.CellShutFirst: screens.DoorShutFirst, journey.CellOpening: screens.DoorOpening, journey.CellOpen: screens.DoorOpen,
	journey.CellStuck: screens.DoorStuck, journey.CellUnsure: screens.DoorUnseen, journey.CellReported: screens.DoorReported,
	journey.CellAway: screens.DoorAway,
}

// cell is the page of one cell. Its number is that of the door that the
// citizen has to do with.
func (v Viewer) cell(s journey.State) *screens.Cell {
	h, door := s.Handing()
	c, p := v.Config.Cabinet, s.Pickup
	out := &screens.Cell{
		Columns: c.Columns, Rows: c.Rows, Number: h.Cell, Right: c.Side == config.SideRight, Door: doorOn[p.Stage],
		Content: content(h), Next: following(p), Taken: p.Says == journey.SaysAllTaken, Empty: p.Says == journey.SaysEmpty,
		Desk: deskWords(p.Desk), Reopen: s.Reopens(), More: p.At+1 < len(p.Hand), Long: s.Policy.DoorOpen > 0 && p.Stood >= s.Policy.DoorOpen,
	}
	switch {
	case p.Stage == journey.CellShutFirst && len(s.World.Unshut()) > 0:
		out.Number = s.World.Unshut()[0]
		if len(s.World.OpenDoors()) == 0 {
			out.Door, out.More = screens.DoorUnseen, false
		}
	case p.Stage == journey.CellOpen && door == journey.DoorClosed:
		out.Door = screens.DoorClosed
	case p.Stage == journey.CellAway:
		out.Reason, out.Since = screens.Reason(s.World.Cabinet), v.since(DeviceCabinet)
		if out.Reason == "" {
			out.Reason, out.Since = screens.ReasonCabinetAway, v.Health.clock().In(v.Zone)
		}
	}
	return out
}

// deskWords are area and window: A 区 1 号窗口.
func deskWords(d journey.Desk) screens.Text {
	if d.Window == "" {
		return screens.Text{}
	}
	return screens.Text{Zh: d.Area.Zh + " " + d.Window + " 号窗口", En: "window " + d.Window + ", " + d.Area.En}
}

// content is what lies in the cell.
func content(h journey.Handout) screens.Text {
	n := max(h.Copies, 1)
	en := h.Name.En
	if en == "" {
		en = h.Name.Zh
	}
	return screens.Text{Zh: fmt.Sprintf("%s %d 件", h.Name.Zh, n), En: fmt.Sprintf("%s, %d", en, n)}
}

// following says what comes after this cell.
func following(p journey.Pickup) screens.Text {
	n := len(p.Hand)
	switch {
	case p.At+1 >= n:
		return screens.Text{Zh: "关好以后，打印领取凭证。", En: "When it is closed we print your receipt."}
	case p.Hand[p.At+1].Cell == 0:
		return screens.Text{
			Zh: fmt.Sprintf("共 %d 件。关好以后，接着打印第 %d 件。", n, p.At+2),
			En: fmt.Sprintf("%d in all. When it is closed, number %d is printed.", n, p.At+2),
		}
	}
	return screens.Text{
		Zh: fmt.Sprintf("共 %d 件。关好以后，接着开 %d 号格。", n, p.Hand[p.At+1].Cell),
		En: fmt.Sprintf("%d in all. When it is closed, door %d opens.", n, p.Hand[p.At+1].Cell),
	}
}

// printout is the page of a certificate that is printed here.
func (v Viewer) printout(s journey.State) *screens.Done {
	h, _ := s.Handing()
	return &screens.Done{
		Service: string(journey.ServicePickup), Key: "printout", Facts: []screens.Line{{Key: "certificate", Value: words(h.Name)}},
		Paper: screens.PaperStage(s.Paper.Stage), Reason: screens.Reason(s.Paper.Reason), Since: s.Paper.Since.In(v.Zone),
		Pending: s.Paper.Command != 0 && s.Paper.Stage != journey.PaperPrinting, More: true,
		Held: s.World.Mouth == drivers.MediaPresent,
	}
}

// pickupFacts are what was taken and what was not.
func pickupFacts(s journey.State) []screens.Line {
	var out []screens.Line
	for _, h := range s.Pickup.Hand {
		key := "left"
		if h.Told == journey.HandoutTaken {
			key = "taken"
		}
		out = append(out, screens.Line{Key: key, Value: content(h)})
	}
	return out
}

func seconds(n int) time.Duration { return time.Duration(n) * time.Second }
