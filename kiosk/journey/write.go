package journey

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Write is a text of the citizen's own being written.
type Write struct {
	Key      string // which words the page has
	Title    Words  // from data, in place of those
	Lead     Words  // the same, of the sentence under it
	Most     int    // characters that it may have
	Optional bool   // it may be left empty
	Text     string
	Layout   string // "pinyin", "latin" or "digits"
	Letters  string // Pinyin that waits for a choice
	Spell    CommandID
	Words    []Spelling // for Letters, the likeliest first
	Hints    []string   // words that such a text is made of, offered while no letters wait
	Run      Chosen     // what became of the letters that were typed since none waited
}

// Spelling is a word that the first letters of those waiting may mean, and
// the letters that it leaves.
type Spelling struct{ Word, Rest string }

// Chosen is a word that was chosen for letters. The next time it comes first.
type Chosen struct{ Letters, Word string }

// chosenMost is how many words are remembered until the visit ends.
const chosenMost = 60

// layouts are the keyboards that there are.
var layouts = []string{"pinyin", "latin", "digits"}

// lettersMost is how many letters may wait for a choice.
const lettersMost = 40

// toWrite asks for a text; the service's wrote takes it.
func (t *turn) toWrite(w Write) {
	w.Layout = "pinyin"
	if t.Lang == "en" {
		w.Layout = "latin"
	}
	t.Page, t.Write = PageWrite, w
	t.Left = t.allowance()
}

// Ready tells whether the text may go on.
func (w Write) Ready() bool { return w.Text != "" || w.Letters != "" || w.Optional }

func (t *turn) touchWrite(e Touch) {
	switch e.Do {
	case "key":
		t.writeKey(e.Arg)
	case "word":
		t.writeWord(e.Arg)
	case "delete":
		t.unwrite()
	case "clear":
		t.Write.Text = ""
		t.spell("")
	case "layout":
		if slices.Contains(layouts, e.Arg) {
			t.writeAsTyped()
			t.Write.Layout = e.Arg
		}
	case "skip":
		if t.Write.Optional {
			t.written("")
		}
	case "next":
		if t.Write.Ready() {
			t.writeAsTyped()
			t.written(t.Write.Text)
		}
	default:
		t.own(e)
	}
}

// writeKey adds a letter to those that wait, and everything else to the text.
func (t *turn) writeKey(key string) {
	key = low(key, t.Write.Layout)
	if t.Write.Layout == "pinyin" && isLetter(key) {
		if len(t.Write.Letters) < lettersMost && (key != "'" || t.Write.Letters != "") {
			t.spell(t.Write.Letters + key)
		}
		return
	}
	if key == " " && len(t.Write.Words) > 0 {
		t.writeWord("0")
		return
	}
	if utf8.RuneCountInString(key) == 1 {
		t.writeAsTyped()
		t.addText(key)
	}
}

func low(key, layout string) string {
	if layout == "pinyin" && len(plain(key)) == 1 && isLetter(strings.ToLower(plain(key))) {
		key = plain(key) // a full-width letter is one
	}
	if layout == "pinyin" && len(key) == 1 && key[0] >= 'A' && key[0] <= 'Z' {
		return string(key[0] + 'a' - 'A')
	}
	return key
}

func isLetter(key string) bool {
	return len(key) == 1 && (key[0] >= 'a' && key[0] <= 'z' || key == "'")
}

// writeWord takes one of the words, or of the hints; Arg is its place.
func (t *turn) writeWord(arg string) {
	at, err := strconv.Atoi(arg)
	if t.Write.Letters == "" && err == nil && at >= 0 && at < len(t.Write.Hints) {
		t.addText(t.Write.Hints[at])
		return
	}
	if err != nil || at < 0 || at >= len(t.Write.Words) {
		return
	}
	w := t.Write.Words[at]
	letters := strings.TrimSuffix(t.Write.Letters, w.Rest)
	t.remember(Chosen{letters, w.Word})
	run := Chosen{t.Write.Run.Letters + letters, t.Write.Run.Word + w.Word}
	if w.Rest == "" && run.Word != w.Word {
		t.remember(run) // a name that no dictionary has is one word from now on
	}
	t.addText(w.Word)
	t.spell(w.Rest)
	if w.Rest != "" {
		t.Write.Run = run
	}
}

// remember keeps a word for this visit.
func (t *turn) remember(c Chosen) {
	if c.Letters == "" {
		return
	}
	all := slices.DeleteFunc(slices.Clone(t.Chosen), func(o Chosen) bool { return o == c })
	all = append(all, c)
	t.Chosen = all[max(0, len(all)-chosenMost):]
}

// writeAsTyped makes the letters that wait text as they are.
func (t *turn) writeAsTyped() {
	t.addText(t.Write.Letters)
	t.spell("")
}

// addText adds what there is room for.
func (t *turn) addText(text string) {
	for _, r := range text {
		if utf8.RuneCountInString(t.Write.Text) < t.Write.Most {
			t.Write.Text += string(r)
		}
	}
}

// unwrite takes back the last letter that waits, else the last character.
func (t *turn) unwrite() {
	if n := len(t.Write.Letters); n > 0 {
		t.spell(t.Write.Letters[:n-1])
		return
	}
	_, n := utf8.DecodeLastRuneInString(t.Write.Text)
	t.Write.Text = t.Write.Text[:len(t.Write.Text)-n]
}

// spell looks up what the letters may mean. What they meant before is gone at
// once: a word of former letters must not be taken for these.
func (t *turn) spell(letters string) {
	t.Write.Letters, t.Write.Words, t.Write.Spell = letters, nil, 0
	if letters == "" {
		t.Write.Run = Chosen{}
		return
	}
	t.Write.Spell = t.nextID()
	t.do(Spell{ID: t.Write.Spell, Letters: letters, Chosen: t.Chosen})
}

func (t *turn) spelled(e Spelled) {
	if !t.awaited(e.ID, t.Write.Spell) {
		return
	}
	t.Write.Spell, t.Write.Words = 0, e.Words
}

func (t *turn) written(text string) {
	if wrote := chapterOf(t.Service).wrote; wrote != nil {
		wrote(t, text)
	}
}
