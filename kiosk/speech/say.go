package speech

import (
	"context"
	"errors"
	"fmt"
	"os"
)

// made is a sound that is ready to be played.
type made struct {
	item
	wav wav
	err error
}

// say plays the items in order. While one plays, the next one is made.
func (s *Sound) say(ctx context.Context, list []item, gain float64, heard func(int)) error {
	ctx, cancel := context.WithCancel(ctx)
	sounds := make(chan made)
	s.running.Go(func() {
		defer close(sounds)
		for _, it := range list {
			w, err := s.soundOf(ctx, it)
			select {
			case sounds <- made{it, w, err}:
			case <-ctx.Done():
				return
			}
		}
	})
	defer func() {
		cancel()
		for range sounds { // until its maker is gone
		}
	}()
	for m := range sounds {
		if m.err == nil {
			m.err = s.play(ctx, m.wav, gain, m.to)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if m.err != nil {
			return m.err
		}
		if m.of >= 0 {
			heard(m.of)
		}
	}
	return ctx.Err()
}

func (s *Sound) soundOf(ctx context.Context, it item) (wav, error) {
	if it.clip == "" {
		return s.synthesise(ctx, it.lang, it.text)
	}
	return readClip(it.clip)
}

func readClip(file string) (wav, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return wav{}, fmt.Errorf("speech: recording: %w", err)
	}
	w, err := parseWAV(b)
	if err != nil {
		return w, fmt.Errorf("speech: recording %s: %w", file, err)
	}
	return w, nil
}

// chimeFolder of the recordings holds those that take the place of tones.
const chimeFolder = "chime"

// Chime plays a tone on the speaker, at full volume, beside what is being
// said; what is said next waits for it. ended is called with why it could not
// be played, or nil.
func (s *Sound) Chime(name string, ended func(error)) {
	w, ok := tune(name)
	if !ok || !s.cfg.Chimes || len(s.player) == 0 {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return
	}
	before, done := s.chimed, make(chan struct{})
	s.chimed = done
	s.running.Go(func() {
		defer close(done)
		<-before
		err := error(nil)
		if file, ok := s.clip(chimeFolder, name); ok {
			w, err = readClip(file)
		}
		if err == nil {
			err = s.play(s.life, w, 1, s.cfg.Speaker)
		}
		ended(err)
	})
}

// ErrNoPlayer says that this terminal has nothing to play a sound with.
var ErrNoPlayer = errors.New("speech: there is no player")

// Tone plays what tells a technician that the speaker works. It blocks until
// it has sounded, or has failed to.
func (s *Sound) Tone(ctx context.Context) error {
	if len(s.player) == 0 {
		return ErrNoPlayer
	}
	w, _ := tune(PaperLeft)
	return s.play(ctx, w, 1, s.cfg.Speaker)
}

// Probe makes a sound of nothing with the programs that there are, so that a
// voice or a sound card that is missing is known before anybody listens. It
// blocks until they have ended, 30 s at most.
func (s *Sound) Probe(ctx context.Context) error {
	if err := s.Ready(); err != nil {
		return err
	}
	quiet := wav{rate: chimeRate, channels: 1, pcm: make([]byte, chimeRate/10*sampleBytes)}
	if len(s.synthesiser) > 0 {
		for lang := range s.cfg.Voices {
			if _, err := s.synthesise(ctx, lang, "1"); err != nil {
				return err
			}
		}
	}
	return s.play(ctx, quiet, 1, s.cfg.Speaker)
}
