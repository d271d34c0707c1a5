package touch

import (
	"math/rand/v2"
	"testing"
)

// BenchmarkNoise feeds 1 MB that holds no frame, in one go: a line that was
// read late, or kioskctl decode of a recording.
func BenchmarkNoise(b *testing.B) {
	noise := make([]byte, 1<<20)
	chance := rand.NewChaCha8([32]byte{1})
	if _, err := chance.Read(noise); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(noise)))
	for b.Loop() {
		d, err := NewDecoder(SmartSet)
		if err != nil {
			b.Fatal(err)
		}
		d.Feed(noise)
		d.Close()
	}
}
