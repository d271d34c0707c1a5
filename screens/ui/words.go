package ui

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"io"
	"strings"
	"sync"
	"unicode"
)

//go:embed words.gz
var packedWords []byte

// ownWords are words of a service hall that the dictionary has not.
const ownWords = "证照 虚线 线框 告知 诺书 定书 通知书 名下 办件 办完 缺纸 加纸 取件 取号 小票 补打 拿好 号格 没打开 办什么 取不了 办不了 中心"

// pair are two characters that stand next to each other in a word.
type pair [2]rune

// wordPairs are the pairs within the common words of Chinese.
var wordPairs = sync.OnceValue(func() map[pair]bool {
	z, err := gzip.NewReader(bytes.NewReader(packedWords))
	if err != nil {
		panic(fmt.Sprintf("ui: words.gz: %v", err)) // embedded: cannot differ from the tested one
	}
	text, err := io.ReadAll(z)
	if err != nil {
		panic(fmt.Sprintf("ui: words.gz: %v", err))
	}
	out := map[pair]bool{}
	for _, w := range strings.Fields(ownWords + "\n" + string(text)) {
		word := []rune(w)
		for i := 1; i < len(word); i++ {
			out[pair{word[i-1], word[i]}] = true
		}
	}
	return out
})

// longestWord is how many characters are kept together at most: a chain of
// words that share characters is cut all the same.
const longestWord = 5

// inWord reports whether a line that ends between two characters would part a
// word, or a particle from what it belongs to.
func inWord(before, after rune) bool {
	if !unicode.Is(unicode.Han, before) || !unicode.Is(unicode.Han, after) {
		return false
	}
	return strings.ContainsRune("的了吗呢吧着们", after) || strings.ContainsRune("不第每", before) || wordPairs()[pair{before, after}]
}
