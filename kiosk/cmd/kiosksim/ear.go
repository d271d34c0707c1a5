package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"govkiosk/kiosk/bench"
)

// voiceCommand is the bench's synthesiser: espeak-ng where it is installed,
// else silence as long as the words would take.
func voiceCommand() *cobra.Command {
	c := &cobra.Command{Use: "voice VOICE RATE", Hidden: true, Args: cobra.ExactArgs(2)}
	book := c.Flags().String("book", "", "`file` of what was said")
	c.RunE = func(c *cobra.Command, args []string) error {
		text, err := io.ReadAll(c.InOrStdin())
		if err != nil {
			return err
		}
		said := strings.TrimSpace(string(text))
		if said != "1" { // the terminal only tries whether there is a voice
			if err := bench.NoteSaid(*book, bench.Said{At: time.Now(), Text: said}); err != nil {
				return err
			}
		}
		sound, err := spoken(c.Context(), text, args[0], args[1])
		if err != nil {
			return err
		}
		_, err = c.OutOrStdout().Write(sound)
		return err
	}
	return c
}

func spoken(ctx context.Context, text []byte, voice, rate string) ([]byte, error) {
	if _, err := exec.LookPath("espeak-ng"); err != nil {
		return silence(time.Duration(utf8.RuneCount(text)) * 200 * time.Millisecond), nil
	}
	cmd := exec.CommandContext(ctx, "espeak-ng", "--stdout", "-b", "1", "-v", voice, "-s", rate, "--stdin")
	cmd.Stdin, cmd.Stderr = bytes.NewReader(text), os.Stderr
	return cmd.Output()
}

const (
	silenceRate = 8000 // samples a second, of two bytes
	wavHead     = 44
)

// silence is a WAV file without a sound.
func silence(long time.Duration) []byte {
	le := binary.LittleEndian
	n := uint32(long.Seconds()*silenceRate) * 2
	b := append([]byte("RIFF"), le.AppendUint32(nil, wavHead-8+n)...)
	b = append(b, "WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00"...)
	b = le.AppendUint32(le.AppendUint32(b, silenceRate), 2*silenceRate)
	b = append(b, "\x02\x00\x10\x00data"...)
	return append(le.AppendUint32(b, n), make([]byte, n)...)
}

// earCommand is the bench's player: it takes as long as the sound does, and
// aplay makes it heard where there is a sound card.
func earCommand() *cobra.Command {
	c := &cobra.Command{Use: "ear DEVICE", Hidden: true, Args: cobra.ExactArgs(1)}
	book := c.Flags().String("book", "", "`file` of what was heard")
	c.RunE = func(c *cobra.Command, args []string) error {
		sound, err := io.ReadAll(c.InOrStdin())
		if err != nil {
			return err
		}
		if len(sound) < wavHead {
			return fmt.Errorf("%d bytes are no sound", len(sound))
		}
		perSecond := binary.LittleEndian.Uint32(sound[28:])
		long := time.Duration(float64(len(sound)-wavHead) / float64(perSecond) * float64(time.Second))
		if long > probeLong {
			if err := bench.NoteSaid(*book, bench.Said{At: time.Now(), Device: args[0], Long: long.Seconds()}); err != nil {
				return err
			}
		}
		play := exec.CommandContext(c.Context(), "aplay", "-q", "-")
		play.Stdin = bytes.NewReader(sound)
		if play.Run() != nil { // no aplay, or no sound card
			time.Sleep(long)
		}
		return nil
	}
	return c
}

// probeLong is as long as the silence with which the terminal tries its player.
const probeLong = 150 * time.Millisecond
