package store

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// Log is records in the order in which they came. None is ever changed.
type Log struct {
	s      *Store
	name   string
	stream jetstream.Stream
}

// Record is one of a log.
type Record struct {
	Seq  uint64 // from 1
	At   time.Time
	Key  string
	Data []byte
}

// LogOptions bound a log. Zero is no bound.
type LogOptions struct {
	MaxAge   time.Duration
	MaxBytes int64
	Sealed   bool // nothing can be taken out of it, also not by hand
}

// Log opens a log, and makes it when it is new. A name is letters and digits.
func (s *Store) Log(ctx context.Context, name string, o LogOptions) (*Log, error) {
	ctx, cancel := on(ctx)
	defer cancel()
	stream, err := s.js.CreateOrUpdateStream(ctx, jetstream.StreamConfig{
		Name: name, Subjects: []string{name + ".>"}, Storage: jetstream.FileStorage, Replicas: max(1, s.o.Replicas),
		MaxAge: o.MaxAge, MaxBytes: orUnbounded(o.MaxBytes), DenyDelete: o.Sealed, DenyPurge: o.Sealed,
		Duplicates: twice(o.MaxAge), AllowDirect: true,
	})
	if err != nil {
		return nil, fmt.Errorf("store: log %s: %w", name, err)
	}
	return &Log{s, name, stream}, nil
}

func orUnbounded(n int64) int64 {
	if n == 0 {
		return -1
	}
	return n
}

// twice is for how long JetStream knows the id of a record. Who may repeat
// one later than that keeps the highest that it has seen itself.
func twice(age time.Duration) time.Duration {
	if age == 0 {
		return 10 * time.Minute
	}
	return min(age, 10*time.Minute)
}

// Append adds a record under a key: words of letters, digits, - and _ with
// dots between them. It returns when the record is on disk. One with the same
// id as another of the last ten minutes is not added; id may be empty.
func (l *Log) Append(ctx context.Context, key, id string, data []byte) (seq uint64, again bool, err error) {
	var options []jetstream.PublishOpt
	if id != "" {
		options = append(options, jetstream.WithMsgID(id))
	}
	ack, err := l.publish(ctx, key, data, options...)
	if err != nil {
		return 0, false, fmt.Errorf("store: %w", err)
	}
	return ack.Sequence, ack.Duplicate, nil
}

func (l *Log) publish(ctx context.Context, key string, data []byte, options ...jetstream.PublishOpt) (ack *jetstream.PubAck, err error) {
	err = l.s.write(ctx, func(ctx context.Context) error {
		ack, err = l.s.js.Publish(ctx, l.name+"."+key, data, options...)
		return err
	})
	return ack, err
}

// AppendAfter adds a record under a key whose newest record is last, 0 for
// none; ErrChanged when there is a newer one by now. It returns when the record
// is on disk.
func (l *Log) AppendAfter(ctx context.Context, key string, data []byte, last uint64) (seq uint64, err error) {
	ack, err := l.publish(ctx, key, data, jetstream.WithExpectLastSequencePerSubject(last))
	var api *jetstream.APIError
	if errors.As(err, &api) && (api.ErrorCode == jetstream.JSErrCodeStreamWrongLastSequence || api.ErrorCode == jetstream.JSErrCodeStreamWrongLastSequenceConstant) {
		return 0, fmt.Errorf("%s: %w", key, ErrChanged)
	}
	if err != nil {
		return 0, fmt.Errorf("store: %w", err)
	}
	return ack.Sequence, nil
}

// Newest returns up to n records whose key fits pattern, the newest first,
// and older than before; 0 is the end. In a pattern * is one word, > the rest.
func (l *Log) Newest(ctx context.Context, pattern string, before uint64, n int) ([]Record, error) {
	ctx, cancel := on(ctx)
	defer cancel()
	info, err := l.stream.Info(ctx)
	if err != nil {
		return nil, fmt.Errorf("store: log %s: %w", l.name, err)
	}
	at := info.State.LastSeq
	if before > 0 {
		at = min(at, before-1)
	}
	if !strings.ContainsAny(pattern, "*>") {
		return l.newestOf(ctx, pattern, at, n)
	}
	var out []Record
	for ; at >= max(1, info.State.FirstSeq) && len(out) < n; at-- {
		m, err := l.stream.GetMsg(ctx, at)
		if errors.Is(err, jetstream.ErrMsgNotFound) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("store: log %s: %w", l.name, err)
		}
		if key := m.Subject[len(l.name)+1:]; fits(pattern, key) {
			out = append(out, Record{m.Sequence, m.Time, key, m.Data})
		}
	}
	return out, nil
}

// newestOf goes from one record of a key to the one before it: there may be
// many thousands of other keys between them.
func (l *Log) newestOf(ctx context.Context, key string, at uint64, n int) ([]Record, error) {
	var out []Record
	for at > 0 && len(out) < n {
		r, err := l.upTo(ctx, key, at)
		if errors.Is(err, ErrNotFound) {
			break
		}
		if err != nil {
			return nil, err
		}
		out, at = append(out, r), r.Seq-1
	}
	return out, nil
}

// upTo is the newest record of a key that is not newer than seq.
func (l *Log) upTo(ctx context.Context, key string, seq uint64) (Record, error) {
	ask := fmt.Appendf(nil, `{"multi_last":[%q],"up_to_seq":%d}`, l.name+"."+key, seq)
	m, err := l.s.conn.RequestWithContext(ctx, "$JS.API.DIRECT.GET."+l.name, ask)
	if err != nil {
		return Record{}, fmt.Errorf("store: log %s: %w", l.name, err)
	}
	switch status := m.Header.Get("Status"); status {
	case "":
	case "404":
		return Record{}, fmt.Errorf("%s: %w", key, ErrNotFound)
	default:
		return Record{}, fmt.Errorf("store: log %s: %s %s", l.name, status, m.Header.Get("Description"))
	}
	at, err := time.Parse(time.RFC3339Nano, m.Header.Get(jetstream.TimeStampHeaer))
	if err != nil {
		return Record{}, fmt.Errorf("store: log %s: %w", l.name, err)
	}
	r := Record{At: at, Key: key, Data: m.Data}
	r.Seq, err = strconv.ParseUint(m.Header.Get(jetstream.SequenceHeader), 10, 64)
	if err != nil {
		return Record{}, fmt.Errorf("store: log %s: %w", l.name, err)
	}
	return r, nil
}

// Last returns the newest record of a key, or ErrNotFound.
func (l *Log) Last(ctx context.Context, key string) (Record, error) {
	ctx, cancel := on(ctx)
	defer cancel()
	m, err := l.stream.GetLastMsgForSubject(ctx, l.name+"."+key)
	if errors.Is(err, jetstream.ErrMsgNotFound) {
		return Record{}, fmt.Errorf("%s: %w", key, ErrNotFound)
	}
	if err != nil {
		return Record{}, fmt.Errorf("store: log %s: %w", l.name, err)
	}
	return Record{m.Sequence, m.Time, key, m.Data}, nil
}

// Follow tells every record after seq, and goes on with what is added, until
// ctx ends. It blocks; the calls come one after the other.
func (l *Log) Follow(ctx context.Context, after uint64, each func(Record)) error {
	consumer, err := l.stream.OrderedConsumer(ctx, jetstream.OrderedConsumerConfig{
		DeliverPolicy: jetstream.DeliverByStartSequencePolicy, OptStartSeq: after + 1,
	})
	if err != nil {
		return fmt.Errorf("store: log %s: %w", l.name, err)
	}
	messages, err := consumer.Messages()
	if err != nil {
		return fmt.Errorf("store: log %s: %w", l.name, err)
	}
	stop := context.AfterFunc(ctx, messages.Stop)
	defer stop()
	for {
		m, err := messages.Next()
		if errors.Is(err, jetstream.ErrMsgIteratorClosed) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("store: log %s: %w", l.name, err)
		}
		if meta, err := m.Metadata(); err == nil {
			each(Record{meta.Sequence.Stream, meta.Timestamp, m.Subject()[len(l.name)+1:], m.Data()})
		}
	}
}
