// Package pinyin turns letters into 汉字: candidates for what is typed, in the
// order of use.
//
// Source: the dictionary of Rime's pinyin-simp, 65 000 words with weights
// (LICENSE-dict.txt); cmd/pinyindict makes dict.gz from it. Nothing is learned
// beyond one Input, and an Input lives as long as one visit.
package pinyin
