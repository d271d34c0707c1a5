// Command pinyindict makes screens/pinyin/dict.gz from the dictionary of the
// Debian package rime-data-pinyin-simp: a line is Pinyin, word and weight.
package main

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
)

const source = "/usr/share/rime-data/pinyin_simp.dict.yaml"

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: pinyindict OUT < "+source)
		os.Exit(2)
	}
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "pinyindict:", err)
		os.Exit(1)
	}
}

func run(out string) error {
	lines, err := entries()
	if err != nil {
		return err
	}
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
