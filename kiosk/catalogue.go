package kiosk

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/mozillazg/go-pinyin"

	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/journey"
	"govkiosk/screens"
)

// Bounds of the readings of one name: five characters of two readings each
// have 32, and nobody types more than the first forty letters.
const (
	readingsMost = 32
	readMost     = 40 // characters of a name that are read
)

// catalogue turns the hall's list into the visit's, sorted by reading within
// a department, so that the initials in the gutter run from A to Z.
func catalogue(c hall.Catalogue) journey.Catalogue {
	out := journey.Catalogue{FetchedAt: c.At}
	for _, d := range c.Departments {
		out.Departments = append(out.Departments, journey.Department{
			Code: d.Code, Name: journey.Words(d.Name), Short: journey.Words(d.Short), Ahead: d.Ahead, Wait: journey.Wait(d.Wait),
		})
	}
	for _, b := range c.Businesses {
		out.Businesses = append(out.Businesses, business(b))
	}
	slices.SortStableFunc(out.Businesses, func(a, b journey.Business) int {
		return strings.Compare(first(a.Readings), first(b.Readings))
	})
	return out
}

func first(s []string) string {
	if len(s) == 0 {
		return ""
	}
	return s[0]
}

func business(b hall.Business) journey.Business {
	out := journey.Business{
		Code: b.Code, Name: journey.Words(b.Name), Detail: journey.Words(b.Detail), Department: b.Department,
		Area: journey.Words(b.Area), Windows: b.Windows, Ahead: b.Ahead, Wait: journey.Wait(b.Wait),
		Accuracy: b.Accuracy, Anonymous: b.Anonymous, Closed: closed(b), Aliases: b.Aliases,
	}
	for _, c := range b.Classes {
		out.Classes = append(out.Classes, journey.Class{
			Code: c.Code, Name: journey.Words(c.Name), MinAge: c.AgeFrom, Ahead: c.Ahead, Wait: journey.Wait(c.Wait),
		})
	}
	out.Initials, out.Readings = readings(b.Name.Zh)
	for _, alias := range b.Aliases {
		initials, whole := readings(alias)
		out.OtherReadings = append(append(out.OtherReadings, initials...), whole...)
	}
	return out
}

// closed says why no number can be had today.
func closed(b hall.Business) journey.Reason {
	switch {
	case b.Open:
		return ""
	case b.Why == hall.CodeFull, b.Why == hall.CodeCutOff:
		return journey.ReasonFull
	case b.Why == hall.CodeClosed:
		return journey.ReasonClosed
	}
	return journey.ReasonRefused
}

// pinyinArgs asks for every reading: 重庆 is cq and not zq.
var pinyinArgs = func() pinyin.Args {
	a := pinyin.NewArgs()
	a.Heteronym = true
	return a
}()

// readings returns every combination of readings of a name: initials and
// whole syllables, the most usual first. Letters and digits stand for
// themselves; everything else is passed over.
func readings(name string) (initials, whole []string) {
	initials, whole = []string{""}, []string{""}
	read := 0
	for _, r := range name {
		syllables := syllablesOf(r)
		if len(syllables) == 0 {
			continue
		}
		if read++; read > readMost {
			break
		}
		initials = combine(initials, firstLetters(syllables))
		whole = combine(whole, syllables)
	}
	return initials, whole
}

func syllablesOf(r rune) []string {
	if r < unicode.MaxASCII {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return []string{strings.ToLower(string(r))}
		}
		return nil
	}
	return pinyin.SinglePinyin(r, pinyinArgs)
}

func firstLetters(syllables []string) []string {
	var out []string
	for _, s := range syllables {
		if s != "" && !slices.Contains(out, s[:1]) {
			out = append(out, s[:1])
		}
	}
	return out
}

// combine appends every ending to every beginning. Past readingsMost only
// the most usual ending goes on.
func combine(beginnings, endings []string) []string {
	if len(beginnings)*len(endings) > readingsMost {
		endings = endings[:1]
	}
	var out []string
	for _, b := range beginnings {
		for _, e := range endings {
			if s := b + e; !slices.Contains(out, s) {
				out = append(out, s)
			}
		}
	}
	return out
}

// hallNow turns the hall's word of itself into what the pages show.
func (v Viewer) hallNow(o hall.Overview) HallNow {
	out := HallNow{UpdatedAt: o.At.In(v.Zone), Open: o.Open, Notice: screens.Text(o.Notice)}
	if !o.OpenUntil.IsZero() {
		out.OpenUntil = closing(o.OpenUntil.In(v.Zone))
	}
	if !o.OpensAt.IsZero() {
		out.OpensAt = o.OpensAt.In(v.Zone).Format("15:04")
	}
	for _, d := range o.Queues {
		out.Queues = append(out.Queues, screens.Queue{
			Name: screens.Text(d.Short), Ahead: d.Ahead, Wait: screens.Wait(d.Wait),
		})
	}
	return out
}

// closing writes a closing time; the day that ends at midnight ends at 24:00.
func closing(t time.Time) string {
	if text := t.Format("15:04"); text != "00:00" {
		return text
	}
	return "24:00"
}
