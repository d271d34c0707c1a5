package screens_test

import (
	"strings"
	"testing"

	"govkiosk/screens"
	"govkiosk/screens/sample"
)

// Every page is spoken in both languages, in words and not in signs.
func TestEveryPageIsSpoken(t *testing.T) {
	for _, lang := range languages {
		for _, n := range sample.Views(lang) {
			list := screens.Speak(n.View)
			if len(list) < 2 {
				t.Errorf("%s %s: %d utterances: %v", n.Name, lang, len(list), list)
			}
			for _, u := range list {
				if u.Text == "" || strings.ContainsAny(u.Text, "–|*\n{}") {
					t.Errorf("%s %s: says %q", n.Name, lang, u.Text)
				}
				if strings.Contains(u.Text, "home.") || strings.Contains(u.Text, "speak.") || strings.Contains(u.Text, "reason.") {
					t.Errorf("%s %s: says a key: %q", n.Name, lang, u.Text)
				}
			}
		}
	}
}

// What is of a person goes to the headset only, also where it is masked.
func TestPersonalWordsAreWhispered(t *testing.T) {
	personal := []string{"张某", "star 三", "㐂", "1 3 0 2 0 2", "1 3 8", "LN2", "L N 2", "不动产权证书", "Property certificate"}
	for _, lang := range languages {
		for _, n := range sample.Views(lang) {
			for _, u := range screens.Speak(n.View) {
				for _, word := range personal {
					if strings.Contains(u.Text, word) && !u.Private && !strings.Contains(n.Name, "list") && !strings.Contains(n.Name, "keyboard") {
						t.Errorf("%s %s: says aloud %q", n.Name, lang, u.Text)
					}
				}
			}
		}
	}
}

func TestATicketIsSpelt(t *testing.T) {
	for _, n := range sample.Views(screens.Chinese) {
		if n.Name != "08-ticket-take" {
			continue
		}
		var all []string
		for _, u := range screens.Speak(n.View) {
			all = append(all, u.Text)
		}
		want := []string{"请取走小票", "在屏幕下方右边的出票口。", "您的号码：A 0 3 7", "不动产转移登记", "前面：2 人", "预计等候：5到10 分钟", "C 区窗口：5到8 号", "剩余时间 52 秒"}
		if strings.Join(all, "/") != strings.Join(want, "/") {
			t.Errorf("says %q\nwant %q", all, want)
		}
	}
}
