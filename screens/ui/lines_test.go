package ui

import (
	"slices"
	"strings"
	"testing"
)

// cells measures a 汉字 as 1 em and anything else as half of one.
func cells(s string) float64 {
	var w float64
	for _, r := range s {
		if r < 0x2000 {
			w += .5
		} else {
			w++
		}
	}
	return w
}

func TestBreak(t *testing.T) {
	for _, c := range []struct {
		name, text string
		width      float64
		want       []string
	}{
		{"no closing mark begins a line", "您离开后，本机清除。", 4, []string{"您离开", "后，本机", "清除。"}},
		{"no opening mark ends a line", "请按三次“没有”", 5, []string{"请按三次", "“没有”"}},
		{"a number stays with its unit", "请到综合区 12 号窗口", 7, []string{"请到综合区", "12 号窗口"}},
		{"an ordinal stays with its number", "现在是第 1 次", 5, []string{"现在是", "第 1 次"}},
		{"a date stays whole", "最早在6月18日可取", 6, []string{"最早在", "6月18日可取"}},
		{"no last line of one character", "甲甲甲甲甲甲甲", 6, []string{"甲甲甲甲甲", "甲甲"}},
		{"no line ends within a word", "您的身份证还在机器上", 6, []string{"您的身份证", "还在机器上"}},
		{"a particle stays with its word", "请用别的办法", 4, []string{"请用别的", "办法"}},
		{"a chain of words is cut somewhere", "一二三四五六七八九十", 7, []string{"一二三四五", "六七八九十"}},
		{"a range stays whole", "预计等候 10–20 分钟", 8, []string{"预计等候", "10–20 分钟"}},
		{"English breaks between words", "Touch a service now", 6, []string{"Touch a", "service now"}},
		{"English keeps a number and its unit", "It adds 60 seconds more", 6, []string{"It adds", "60 seconds", "more"}},
		{"no last line of one short word", "We can wait for a paper", 11, []string{"We can wait for", "a paper"}},
		{"English keeps the window's number", "Please use window 12", 6, []string{"Please use", "window 12"}},
		{"Uyghur breaks between words", "ئۇيغۇرچە كۆرۈش", 6, []string{"ئۇيغۇرچە", "كۆرۈش"}},
		{"Tibetan breaks between syllables", "བོད་ཡིག་", 3, []string{"བོད་", "ཡིག་"}},
		{"a forced break", "办到哪一步，\n还剩几天", 20, []string{"办到哪一步，", "还剩几天"}},
	} {
		if got := Break(c.text, c.width, cells); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// Whatever the width, the marks stay where they belong and nothing is lost.
func TestBreakKeepsTheRulesAtEveryWidth(t *testing.T) {
	texts := []string{
		"身份信息只用于这一次。您离开后，本机立即清除。",
		"小票出来了吗？没看到就按“没有”，号码（A037）不变。",
		"这样的估计，近 30 天里 10 次有 9 次准。",
	}
	for _, text := range texts {
		for width := 3.0; width < 30; width++ {
			lines := Break(text, width, cells)
			if joined := strings.Join(lines, ""); strings.ReplaceAll(joined, " ", "") != strings.ReplaceAll(text, " ", "") {
				t.Fatalf("width %v: %q lost something: %q", width, text, lines)
			}
			for i, l := range lines {
				r := []rune(l)
				if i > 0 && strings.ContainsRune(closers, r[0]) {
					t.Errorf("width %v: line %q begins with a closing mark", width, l)
				}
				if i < len(lines)-1 && strings.ContainsRune(openers, r[len(r)-1]) {
					t.Errorf("width %v: line %q ends with an opening mark", width, l)
				}
			}
		}
	}
}

func TestBalancePrefersAPause(t *testing.T) {
	got := Balance("您的身份证还在机器上，请拿好", 12, cells)
	if want := []string{"您的身份证还在机器上，", "请拿好"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	got = Balance("Lunan District Government Service Centre", 16, cells)
	if want := []string{"Lunan District", "Government Service Centre"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
