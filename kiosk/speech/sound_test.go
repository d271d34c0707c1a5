package speech

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"govkiosk/config"
)

func utterances(texts ...string) (out []Utterance) {
	for _, t := range texts {
		out = append(out, Utterance{Text: strings.TrimPrefix(t, "~"), Private: strings.HasPrefix(t, "~")})
	}
	return out
}

// Who hears what: what is of a person goes to the headset and nowhere else.
func TestWhatIsSaidWhere(t *testing.T) {
	list := utterances("您的号码：A037", "~张某三", "~1 3 0 2", "前面：2 人")
	withheld := Utterance{Text: "插上耳机"}
	for name, c := range map[string]struct {
		headset bool
		jack    string
		want    []string
	}{
		"speaker":         {false, "ear", []string{"hall 您的号码：A 零 三 七 0", "hall 插上耳机 -1", "hall 前面：2 人 3"}},
		"headset":         {true, "ear", []string{"ear 您的号码：A 零 三 七 0", "ear 张某三 1", "ear 一 三 零 二 2", "ear 前面：2 人 3"}},
		"no jack":         {false, "", []string{"hall 您的号码：A 零 三 七 0", "hall 前面：2 人 3"}},
		"seen but no way": {true, "", []string{"hall 您的号码：A 零 三 七 0", "hall 前面：2 人 3"}},
	} {
		s := New(config.Speech{Synthesiser: []string{"x"}, Player: []string{"y"}, Speaker: "hall", Headset: c.jack})
		var got []string
		for _, it := range s.plan(Request{Lang: "zh-Hans", List: list, Headset: c.headset, Withheld: withheld}) {
			got = append(got, fmt.Sprintf("%s %s %d", it.to, it.text, it.of))
		}
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %q\nwant %q", name, got, c.want)
		}
		s.Close()
	}
}

func TestReadAloud(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		{"zh-Hans", "您的号码：A037", "您的号码：A 零 三 七"},
		{"zh-Hans", "您的号码：A 0 3 7", "您的号码：A 零 三 七"},
		{"zh-Hans", "网络 9:12 断了", "网络 9点12分 断了"},
		{"zh-Hans", "服务到 17:00", "服务到 17点"},
		{"zh-Hans", "9:05 已报修", "9点零5分 已报修"},
		{"zh-Hans", "请打 0315-1234567", "请打 零 三 一 五 一 二 三 四 五 六 七"},
		{"zh-Hans", "请打 12345", "请打 一 二 三 四 五"},
		{"zh-Hans", "2026年6月18日", "二零二六年6月18日"},
		{"zh-Hans", "前面：12 人", "前面：12 人"},
		{"zh-Hans", "12 号窗口", "12 号窗口"},
		{"en", "Your number: A037", "Your number: A 0 3 7"},
		{"en", "call 12345, until 9:30", "call 1 2 3 4 5, until 9:30"},
		{"en", "2 people  ahead", "2 people ahead"},
	} {
		if got := aloud(c.lang, c.text); got != c.want {
			t.Errorf("%q is read %q, want %q", c.text, got, c.want)
		}
	}
}

// Everything is said in order, at the rate and in the voice of the language.
func TestSayInOrder(t *testing.T) {
	r := newRig(t, nil)
	heard, err := r.say(Request{Lang: "zh-Hans", List: utterances("一", "二二", "三三三"), Volume: 10})
	if err != nil || !reflect.DeepEqual(heard, []int{0, 1, 2}) {
		t.Errorf("heard %v, %v", heard, err)
	}
	var played []string
	for _, line := range r.book() {
		if strings.HasPrefix(line, "played") {
			played = append(played, line)
		} else if !strings.HasPrefix(line, "made zh-Hans cmn 224 ") {
			t.Errorf("%q", line)
		}
	}
	if want := []string{"played hall 6", "played hall 12", "played hall 18"}; !reflect.DeepEqual(played, want) {
		t.Errorf("%q, want %q", played, want)
	}
}

// A recording takes the place of the text that it is of.
func TestRecordingsComeFirst(t *testing.T) {
	clips := t.TempDir()
	if err := os.Mkdir(filepath.Join(clips, "en"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(clips, "en", "home.title.wav"), spoken("a recording of the title").bytes(1), 0o600); err != nil {
		t.Fatal(err)
	}
	r := newRig(t, func(c *config.Speech) { c.Clips = clips })
	list := []Utterance{{Text: "How can we help?", Clips: []string{"elder.title", "home.title"}}, {Text: "ok", Clips: []string{"other.none"}}}
	if _, err := r.say(Request{Lang: "en", List: list, Volume: 5}); err != nil {
		t.Fatal(err)
	}
	book := strings.Join(r.book(), "/")
	if strings.Contains(book, "help") || !strings.Contains(book, "played hall 48") || !strings.Contains(book, "made en en 160 ok") {
		t.Errorf("%q", book)
	}
	// With recordings alone the rest stays unsaid, and there is a voice all the same.
	s := New(config.Speech{Clips: clips, Player: []string{"x"}, Speaker: "hall"})
	defer s.Close()
	s.synthesiser = nil
	if got := s.plan(Request{Lang: "en", List: list}); len(got) != 1 || s.Ready() != nil {
		t.Errorf("%v, %v", got, s.Ready())
	}
}

func gone(pid string) bool {
	stat, err := os.ReadFile("/proc/" + pid + "/stat")
	return err != nil || strings.Contains(string(stat), ") Z ")
}

// What is not wanted any more ends at once, the player's own children with it,
// and nothing of it is called.
func TestHushEndsThePlayer(t *testing.T) {
	r := newRig(t, nil)
	r.mark("hang")
	r.Say(Request{Lang: "en", List: utterances("one", "two"), Volume: 5},
		func(n int) { t.Errorf("heard %d", n) }, func(err error) { t.Errorf("ended: %v", err) })
	pids := strings.Fields(r.until("hangs"))[1:]
	r.Hush()
	<-r.done
	for _, pid := range pids {
		for end := time.Now().Add(20 * time.Second); !gone(pid); time.Sleep(time.Millisecond) {
			if time.Now().After(end) {
				t.Fatalf("process %s goes on", pid)
			}
		}
	}
}

// A new page takes the place of the old one; it does not wait for it.
func TestANewPageCutsTheOldOne(t *testing.T) {
	r := newRig(t, nil)
	r.mark("hang")
	r.Say(Request{Lang: "en", List: utterances("old"), Volume: 5}, func(int) {}, func(err error) { t.Errorf("the old one ended: %v", err) })
	r.until("hangs")
	os.Remove(filepath.Join(r.dir, "hang"))
	if heard, err := r.say(Request{Lang: "en", List: utterances("new"), Volume: 5}); err != nil || len(heard) != 1 {
		t.Errorf("%v %v", heard, err)
	}
}

// A machine without a sound card, and a synthesiser without the voice, say so.
func TestWhatIsBroken(t *testing.T) {
	r := newRig(t, nil)
	if _, err := r.say(Request{Lang: "en", List: utterances("坏"), Volume: 5}); err == nil || !strings.Contains(err.Error(), "no voice en") {
		t.Errorf("%v", err)
	}
	r.mark("broken")
	if _, err := r.say(Request{Lang: "en", List: utterances("one", "two"), Volume: 5}); err == nil || !strings.Contains(err.Error(), "no such device hall") {
		t.Errorf("%v", err)
	}
	if err := r.Probe(t.Context()); err == nil || !strings.Contains(err.Error(), "player") {
		t.Errorf("probe: %v", err)
	}
	os.Remove(filepath.Join(r.dir, "broken"))
	if err := r.Probe(t.Context()); err != nil {
		t.Errorf("probe: %v", err)
	}
	nothing := New(config.Speech{Synthesiser: []string{"/nowhere/voice"}, Player: []string{"/nowhere/player"}, Voices: map[string]string{"en": "en"}})
	defer nothing.Close()
	if err := nothing.Probe(t.Context()); err == nil || !strings.Contains(err.Error(), "/nowhere/voice") {
		t.Errorf("probe: %v", err)
	}
}

// Tones come before what is said after them, over the speaker, each its own;
// a recording takes the place of one.
func TestTonesCallTheHand(t *testing.T) {
	r := newRig(t, nil)
	seen := map[string]bool{}
	for name := range chimes {
		end := make(chan error, 1)
		r.Chime(name, func(err error) { end <- err })
		heard, err := r.say(Request{Lang: "en", List: utterances("x"), Volume: 5})
		if err != nil || len(heard) != 1 {
			t.Fatalf("%v %v", heard, err)
		}
		if err := <-end; err != nil {
			t.Error(err)
		}
		book := r.book()
		if last := book[len(book)-1]; last != "played hall 2" {
			t.Errorf("after %s comes %q", name, last)
		}
		w, _ := tune(name)
		line := fmt.Sprintf("played hall %d", len(w.pcm))
		if !strings.Contains(strings.Join(book, "\n"), line) || seen[line] || w.long() > 2*time.Second || w.long() < 300*time.Millisecond {
			t.Errorf("%s sounds for %v", name, w.long())
		}
		seen[line] = true
	}
	os.MkdirAll(filepath.Join(r.dir, "chime"), 0o700)
	os.WriteFile(filepath.Join(r.dir, "chime", "card-left.wav"), spoken("ding").bytes(1), 0o600)
	r.cfg.Clips = r.dir
	end := make(chan error, 1)
	r.Chime(CardLeft, func(err error) { end <- err })
	if err := <-end; err != nil {
		t.Error(err)
	}
	r.until("played hall 8")
}
