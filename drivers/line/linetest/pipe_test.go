package linetest

import (
	"context"
	"errors"
	"io"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"govkiosk/drivers"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func wantKind(t *testing.T, err error, want drivers.Kind) {
	t.Helper()
	if got := drivers.KindOf(err); got != want {
		t.Fatalf("%v: kind %q, want %q", err, got, want)
	}
}

func TestPipeCarriesBytesBothWays(t *testing.T) {
	c, far := Pipe()
	buf := make([]byte, 8)
	if _, err := c.Write(t.Context(), []byte("ask")); err != nil {
		t.Fatal(err)
	}
	if n, err := far.Read(buf); err != nil || string(buf[:n]) != "ask" {
		t.Fatalf("%q, %v", buf[:n], err)
	}
	far.Write([]byte("answer"))
	if n, err := c.Read(t.Context(), buf[:4]); err != nil || string(buf[:n]) != "answ" {
		t.Fatalf("%q, %v", buf[:n], err)
	}
	if n, err := c.Read(t.Context(), buf); err != nil || string(buf[:n]) != "er" {
		t.Fatalf("%q, %v: the rest was lost", buf[:n], err)
	}
}

func TestPipeIsSilentUntilTheDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _ := Pipe()
		began := time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), 90*time.Second)
		defer cancel()
		_, err := c.Read(ctx, make([]byte, 1))
		wantKind(t, err, drivers.Timeout)
		if d := time.Since(began); d != 90*time.Second {
			t.Errorf("gave up after %v", d)
		}
		_, err = c.Write(ctx, []byte("late"))
		wantKind(t, err, drivers.Timeout)
		wantKind(t, c.Drain(ctx), drivers.Timeout)
	})
}

func TestPipeWaitingReadGetsWhatComesLater(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, far := Pipe()
		time.AfterFunc(time.Minute, func() { far.Write([]byte{7}) })
		buf := make([]byte, 1)
		if n, err := c.Read(t.Context(), buf); n != 1 || err != nil || buf[0] != 7 {
			t.Errorf("%d % X %v", n, buf, err)
		}
	})
}

func TestPipeCancelled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _ := Pipe()
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		_, err := c.Read(ctx, make([]byte, 1))
		wantKind(t, err, drivers.Cancelled)
	})
}

func TestPipeDiscardDropsWhatCameAndNothingElse(t *testing.T) {
	c, far := Pipe()
	c.Write(t.Context(), []byte("question"))
	far.Write([]byte("stale"))
	if err := c.Discard(); err != nil {
		t.Fatal(err)
	}
	far.Write([]byte("new"))
	buf := make([]byte, 8)
	if n, _ := c.Read(t.Context(), buf); string(buf[:n]) != "new" {
		t.Errorf("%q", buf[:n])
	}
	if n, _ := far.Read(buf); string(buf[:n]) != "question" {
		t.Errorf("%q: what was sent is gone", buf[:n])
	}
}

func TestPipeUnplugged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, far := Pipe()
		time.AfterFunc(time.Second, func() { far.Close() })
		_, err := c.Read(t.Context(), make([]byte, 1))
		wantKind(t, err, drivers.NoDevice)
		_, err = c.Write(t.Context(), []byte("x"))
		wantKind(t, err, drivers.NoDevice)
		if drivers.OutcomeOf(err) != drivers.NotDone {
			t.Errorf("not a byte left, but the outcome is %v", drivers.OutcomeOf(err))
		}
		wantKind(t, c.Discard(), drivers.NoDevice)
		wantKind(t, c.Drain(t.Context()), drivers.NoDevice)
	})
}

func TestPipeLastWordsAreHeard(t *testing.T) {
	c, far := Pipe()
	far.Write([]byte("bye"))
	far.Close()
	buf := make([]byte, 8)
	if n, err := c.Read(t.Context(), buf); err != nil || string(buf[:n]) != "bye" {
		t.Errorf("%q, %v", buf[:n], err)
	}
}

func TestPipeClosedByTheHost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, far := Pipe()
		far.Write([]byte("unread"))
		time.AfterFunc(time.Second, func() { c.Close() })
		if _, err := far.Read(make([]byte, 1)); err != io.EOF {
			t.Errorf("%v, want EOF", err)
		}
		if _, err := far.Write([]byte("x")); !errors.Is(err, io.ErrClosedPipe) {
			t.Errorf("%v", err)
		}
		_, err := c.Read(t.Context(), make([]byte, 8))
		wantKind(t, err, drivers.NoDevice)
		if err := c.Close(); err != nil {
			t.Errorf("second Close: %v", err)
		}
	})
}
