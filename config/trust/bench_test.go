package trust_test

import "testing"

// BenchmarkRefresh is one look at a repository in memory: at which nothing is
// new, and after each release.
func BenchmarkRefresh(b *testing.B) {
	f := newForge(b)
	d := newDesk(b, f)
	d.takes()
	b.Run("nothing new", func(b *testing.B) {
		for b.Loop() {
			d.takes()
		}
	})
	b.Run("a release", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			f.publish()
			b.StartTimer()
			d.takes()
		}
	})
	b.Run("a new start", func(b *testing.B) {
		for b.Loop() {
			d.restart()
			d.takes()
		}
	})
}
