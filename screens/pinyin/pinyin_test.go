package pinyin

import (
	"slices"
	"testing"
)

func typed(in *Input, s string) *Input {
	for _, r := range s {
		in.Type(r)
	}
	return in
}

func TestCandidates(t *testing.T) {
	for _, c := range []struct {
		typed, word string
		within      int // it stands among so many
	}{
		{"dengji", "登记", 3},
		{"dengji", "等", 40},
		{"budongchan", "不动产", 1},
		{"bdc", "不动产", 6},
		{"zhang", "张", 3},
		{"lu", "路", 10},
		{"nv", "女", 3},
		{"xian", "先", 6},
		{"xi'an", "西安", 1},
		{"shenfenz", "身份证", 3},
		{"shebao", "社保", 6},
	} {
		got := Words(typed(&Input{}, c.typed).Candidates(40))
		if at := slices.Index(got, c.word); at < 0 || at >= c.within {
			t.Errorf("%s: %s is at %d of %q", c.typed, c.word, at, got[:min(8, len(got))])
		}
	}
}

func TestTheMarkPartsSyllables(t *testing.T) {
	for _, c := range typed(&Input{}, "xi'an").Candidates(20) {
		if c.Word == "先" || c.Word == "县" {
			t.Errorf("xi'an offers %s", c.Word)
		}
	}
}

// A word for the first letters leaves the others to be chosen for.
func TestChoosingGoesOn(t *testing.T) {
	in := typed(&Input{}, "budongchandengji")
	for _, want := range []string{"不动产", "登记"} {
		list := in.Candidates(40)
		i := slices.Index(Words(list), want)
		if i < 0 {
			t.Fatalf("%s: no %s in %q", in.Composing(), want, Words(list))
		}
		in.Choose(list[i])
	}
	if in.Text() != "不动产登记" || in.Composing() != "" {
		t.Errorf("text %q, still %q", in.Text(), in.Composing())
	}
}

// What was chosen comes first, in this visit only.
func TestOrderIsLearnedWithinTheVisit(t *testing.T) {
	in := typed(&Input{}, "dengji")
	list := in.Candidates(10)
	before, last := list[0].Word, list[2]
	in.Choose(last)
	if got := typed(in, "dengji").Candidates(1)[0].Word; got != last.Word {
		t.Errorf("%s comes first, %s was chosen", got, last.Word)
	}
	in.Wipe()
	if got := typed(in, "dengji").Candidates(1)[0].Word; got != before || in.Text() != "" {
		t.Errorf("after the visit %s comes first and %q is left", got, in.Text())
	}
}

func TestTypingAndDeleting(t *testing.T) {
	in := typed(&Input{}, "'ABc")
	if in.Composing() != "abc" {
		t.Errorf("composing %q", in.Composing())
	}
	in.Delete()
	in.Type('5')
	if in.Text() != "ab5" || in.Composing() != "" {
		t.Errorf("text %q, composing %q", in.Text(), in.Composing())
	}
	for range 5 {
		in.Delete()
	}
	if in.Text() != "" || in.Candidates(5) != nil {
		t.Errorf("text %q is left", in.Text())
	}
}

// Whatever is typed, the field stands it.
func FuzzInput(f *testing.F) {
	f.Add("xi'anshi\x08\x08zz''q", uint8(3))
	f.Fuzz(func(t *testing.T, keys string, pick uint8) {
		in := &Input{}
		for _, r := range keys {
			if r == '\b' {
				in.Delete()
			} else {
				in.Type(r)
			}
			list := in.Candidates(8)
			if len(list) > 0 && int(pick)%8 < len(list) && r == 'z' {
				before := len(in.Composing())
				in.Choose(list[int(pick)%8])
				if len(in.Composing()) >= before {
					t.Fatalf("%q: choosing took no letter", keys)
				}
			}
		}
	})
}
