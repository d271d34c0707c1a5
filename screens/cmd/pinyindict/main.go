// Command pinyindict makes screens/pinyin/dict.gz from the dictionary of the
// Debian package rime-data-pinyin-simp: a line is Pinyin, word and weight. The
// common short words of it go to screens/ui/words.gz, a line each: a line of
// text does not end within one.
package main

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

const source = "/usr/share/rime-data/pinyin_simp.dict.yaml"

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: pinyindict DICT WORDS < "+source)
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "pinyindict:", err)
		os.Exit(1)
	}
}

func run(dict, words string) error {
	lines, err := entries()
	if err != nil {
		return err
	}
	return errors.Join(pack(dict, lines), pack(words, common(lines)))
}

func pack(out string, lines []string) error {
	f, err := os.Create(out)
	if err != nil {
		return err
	}
	z, err := gzip.NewWriterLevel(f, gzip.BestCompression)
	if err != nil {
		return err
	}
	_, err = z.Write([]byte(strings.Join(lines, "")))
	return errors.Join(err, z.Close(), f.Close())
}

// rare is the weight below which a word is not worth keeping in one line.
const rare = 400

// common are the words of two and three characters that readers meet often.
func common(lines []string) []string {
	var out []string
	for _, l := range lines {
		f := strings.Split(strings.TrimSpace(l), "\t")
		weight, err := strconv.Atoi(f[2])
		if n := utf8.RuneCountInString(f[1]); err == nil && weight >= rare && (n == 2 || n == 3) {
			out = append(out, f[1]+"\n")
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// entries reads what follows the header, sorted by Pinyin.
func entries() ([]string, error) {
	var lines []string
	in := bufio.NewScanner(os.Stdin)
	for in.Scan() {
		f := strings.Split(in.Text(), "\t")
		if len(f) == 3 && !strings.HasPrefix(f[0], "#") {
			lines = append(lines, fmt.Sprintf("%s\t%s\t%s\n", strings.ReplaceAll(f[1], " ", "'"), f[0], f[2]))
		}
	}
	slices.Sort(lines)
	return slices.Compact(lines), in.Err()
}
