package speech

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"govkiosk/config"
)

// Sound says and plays. Its methods may be called from any goroutine, and but
// for Probe and Close none of them waits.
type Sound struct {
	cfg         config.Speech
	synthesiser []string // command; empty: there is none
	player      []string
	life        context.Context // ends with Close
	end         context.CancelFunc

	mu      sync.Mutex
	stop    context.CancelFunc // ends what is being said
	done    chan struct{}      // closed when it has ended
	chimed  chan struct{}      // closed when the newest tone has ended
	closed  bool
	running sync.WaitGroup
}

// Usual commands, in the order in which they are looked for.
var (
	usualSynthesiser = [][]string{{"espeak-ng", "--stdout", "-b", "1", "-v", "{voice}", "-s", "{rate}", "--stdin"}}
	usualPlayers     = [][]string{{"aplay", "-q", "-D", "{device}"}, {"paplay", "--device={device}"}}
)

// New looks for the programs. Nothing runs before something is said.
func New(c config.Speech) *Sound {
	s := &Sound{cfg: c, synthesiser: c.Synthesiser, player: c.Player, done: closed(), chimed: closed()}
	if len(s.synthesiser) == 0 {
		s.synthesiser = installed(usualSynthesiser)
	}
	if len(s.player) == 0 {
		s.player = installed(usualPlayers)
	}
	s.stop = func() {}
	s.life, s.end = context.WithCancel(context.Background())
	return s
}

func closed() chan struct{} {
	c := make(chan struct{})
	close(c)
	return c
}

// installed is the first command whose program is there.
func installed(commands [][]string) []string {
	for _, c := range commands {
		if _, err := exec.LookPath(c[0]); err == nil {
			return c
		}
	}
	return nil
}

// Programs are what speaks and plays with a configuration; empty: there is none.
func Programs(c config.Speech) (synthesiser, player string) {
	s := New(c)
	defer s.Close()
	return first(s.synthesiser), first(s.player)
}

func first(command []string) string {
	if len(command) == 0 {
		return ""
	}
	return command[0]
}

// ErrNoVoice says that this terminal has nothing to speak with.
var ErrNoVoice = errors.New("speech: neither synthesiser nor recordings, or no player")

// Ready tells whether pages can be spoken: what is missing, or nil.
func (s *Sound) Ready() error {
	if len(s.player) == 0 || len(s.synthesiser) == 0 && !s.recorded() {
		return ErrNoVoice
	}
	return nil
}

// recorded tells whether there are recordings of messages.
func (s *Sound) recorded() bool {
	found, _ := filepath.Glob(filepath.Join(s.cfg.Clips, "*", "*.*.wav")) // LANG/group.message.wav
	return s.cfg.Clips != "" && len(found) > 0
}

// clip finds a recording.
func (s *Sound) clip(folder, name string) (file string, ok bool) {
	if s.cfg.Clips == "" {
		return "", false
	}
	file = filepath.Join(s.cfg.Clips, folder, filepath.Base(name)+".wav")
	_, err := os.Stat(file)
	return file, err == nil
}

// Say ends what is being said and says this. Heard is told of every utterance
// that has been said to its end; ended once, when all of it was, or with why
// it was not. When it is cut off neither is called any more.
func (s *Sound) Say(r Request, heard func(n int), ended func(error)) {
	list := s.plan(r)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stop()
	if s.closed {
		return
	}
	ctx, cancel := context.WithCancel(s.life)
	before, tone, done := s.done, s.chimed, make(chan struct{})
	s.stop, s.done = cancel, done
	s.running.Go(func() {
		defer close(done)
		defer cancel()
		<-before // it was ended, and takes as long as a process does to go
		select {
		case <-tone:
		case <-ctx.Done():
		}
		err := s.say(ctx, list, gainOf(r.Volume), heard)
		if ctx.Err() == nil {
			ended(err)
		}
	})
}

// Hush ends what is being said.
func (s *Sound) Hush() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stop()
}

// Close ends everything and waits for it.
func (s *Sound) Close() {
	s.mu.Lock()
	s.closed = true
	s.end()
	s.mu.Unlock()
	s.running.Wait()
}

// fill puts values into the places of a command.
func fill(command []string, places ...string) []string {
	out := make([]string, len(command))
	for i, part := range command {
		out[i] = strings.NewReplacer(places...).Replace(part)
	}
	return out
}

// syllables of Chinese are said in the time of ten words of English, where they
// are to be as quick.
const syllables = 14

// synthesise makes the sound of a text.
func (s *Sound) synthesise(ctx context.Context, lang, text string) (wav, error) {
	rate := s.cfg.Rate
	if lang == "zh-Hans" {
		rate = rate * syllables / 10
	}
	argv := fill(s.synthesiser, "{lang}", lang, "{voice}", s.cfg.Voices[lang], "{rate}", strconv.Itoa(rate))
	ctx, cancel := context.WithTimeout(ctx, synthesiserTime)
	defer cancel()
	out, err := run(ctx, argv, []byte(text+"\n"))
	if err != nil {
		return wav{}, fmt.Errorf("speech: synthesiser: %w", err)
	}
	w, err := parseWAV(out)
	if err != nil && !errors.Is(err, errNoSound) {
		return wav{}, fmt.Errorf("speech: synthesiser %s: %w", argv[0], err)
	}
	return w, nil // a text of signs alone has no sound
}

// play plays a sound to its end.
func (s *Sound) play(ctx context.Context, w wav, gain float64, to string) error {
	if len(w.pcm) == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, w.long()+playerTime)
	defer cancel()
	if _, err := run(ctx, fill(s.player, "{device}", to), w.bytes(gain)); err != nil {
		return fmt.Errorf("speech: player: %w", err)
	}
	return nil
}
