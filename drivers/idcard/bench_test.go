package idcard

import "testing"

// BenchmarkParseRecord is one citizen's text record, from its bytes to the
// flags. The aim is 5 µs.
func BenchmarkParseRecord(b *testing.B) {
	parts, err := SplitRead(replyOf(b, "synthetic-cit-dated").Data)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ParseRecord(parts.Text); err != nil {
			b.Fatal(err)
		}
	}
}
