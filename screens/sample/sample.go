// Package sample has a View of every page and state, with fictional people and
// numbers, for the gallery and for the tests of the layout.
package sample

import (
	"time"

	"govkiosk/screens"
)

// Column is the panel that halls have most: 21.5 inches, upright.
var Column = screens.Panel{WidthPx: 1080, HeightPx: 1920, DiagonalIn: 21.5}

// Home is the page with every service on it.
func Home(lang screens.Lang) screens.View { return home(lang, allServices()) }

// Named is a View and the name of its picture.
type Named struct {
	Name string
	View screens.View
}

// zone is the hall's; the pictures do not depend on where they are made.
var zone = time.FixedZone("CST", 8*3600)

func at(hour, minute int) time.Time { return time.Date(2026, 6, 12, hour, minute, 0, 0, zone) }

var hall = screens.Hall{
	Name:  screens.Text{Zh: "路南区政务服务中心", En: "Lunan District Government Service Centre"},
	Place: screens.Text{Zh: "一楼大厅 3 号机", En: "Ground floor, machine 3"},
	Phone: "12345",
}

var journey = []screens.Step{screens.StepIdentify, screens.StepChoose, screens.StepConfirm, screens.StepTake}

func base(s screens.Screen, lang screens.Lang) screens.View {
	return screens.View{Screen: s, Lang: lang, TextStep: 2, Theme: screens.ThemeDefault, Hall: hall,
		Clock: at(9, 36), Seconds: 86, Speech: true}
}

func step(s screens.Screen, lang screens.Lang, n int) screens.View {
	v := base(s, lang)
	v.Steps, v.Current = journey, n
	return v
}

var queues = []screens.Queue{
	{Name: screens.Text{Zh: "综合窗口", En: "General"}, Ahead: 12, Wait: screens.Wait{Min: 15, Max: 25}},
	{Name: screens.Text{Zh: "社保医保", En: "Insurance"}, Ahead: 31, Wait: screens.Wait{Min: 40, Max: 60}},
	{Name: screens.Text{Zh: "不动产", En: "Property"}, Ahead: 8, Wait: screens.Wait{Min: 10, Max: 20}},
	{Name: screens.Text{Zh: "公安", En: "Police"}, Ahead: 5, Wait: screens.Wait{Min: 5, Max: 10}},
	{Name: screens.Text{Zh: "税务", En: "Tax"}},
}

// groups are the pages in the order of the gallery.
var groups = []func(screens.Lang) []Named{
	front,
	cards,
	calibrations,
	technicians,
	pads,
	lists,
	confirms,
	tickets,
	ends,
	pickups,
	cells,
	cases,
	ratings,
	calendars,
	workings,
	questions,
	sheets,
	dones,
	writes,
	looks,
	declares,
	dates,
	kept,
}

// Views returns every page and state in one language.
func Views(lang screens.Lang) []Named {
	var out []Named
	for _, group := range groups {
		out = append(out, group(lang)...)
	}
	return out
}

// with is the same View with something changed.
func with(v screens.View, change func(*screens.View)) screens.View {
	change(&v)
	return v
}

func elder(v *screens.View) { v.Theme, v.TextStep = screens.ThemeElder, 4 }
