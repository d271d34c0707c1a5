package screens

import (
	"strconv"
	"time"
)

// languages are those that a Text has.
var languages = []Lang{Chinese, English}

// Matter is a phrase of the group "matter" in each language, for what a page
// shows as data: a status, a note, a date. Places are filled with pairs of
// names and texts.
func Matter(key string, places ...string) Text {
	return inEach(func(c *catalogue) string { return c.say("matter."+key, places...) })
}

// HasMatter tells whether there is such a phrase.
func HasMatter(key string) bool { return catalogueOf(Chinese).has("matter." + key) }

// HasChoice tells whether the catalogue has words for a choice.
func HasChoice(key string) bool { return catalogueOf(Chinese).has("choice." + key + ".name") }

// DayText is a date without its year: 6月17日.
func DayText(t time.Time) Text {
	return inEach(func(c *catalogue) string { date, _ := c.day(t); return date })
}

// LongDay is a date with its year: 1944年3月12日.
func LongDay(t time.Time) Text {
	return inEach(func(c *catalogue) string {
		return c.say("pick.shown", "y", strconv.Itoa(t.Year()), "m", strconv.Itoa(int(t.Month())), "d", strconv.Itoa(t.Day()))
	})
}

// DayAndTime is a date and the time of day: 6月15日 18:00.
func DayAndTime(t time.Time) Text {
	return inEach(func(c *catalogue) string { date, _ := c.day(t); return date + " " + clock(t) })
}

func inEach(say func(*catalogue) string) Text {
	var out Text
	for _, lang := range languages {
		s := say(catalogueOf(lang))
		if lang == English {
			out.En = s
		} else {
			out.Zh = s
		}
	}
	return out
}

// Joined are texts one after the other, parted by part of the language; empty
// ones are left out.
func Joined(zh, en string, texts ...Text) Text {
	var out Text
	for _, t := range texts {
		if t.Zh == "" {
			continue
		}
		if out.Zh != "" {
			out.Zh, out.En = out.Zh+zh, out.En+en
		}
		out.Zh, out.En = out.Zh+t.Zh, out.En+t.In(English)
	}
	return out
}
