package art

import "testing"

func TestPathDataIsReadAsAbsoluteSteps(t *testing.T) {
	p, err := ParsePath("m12 19-7-7 7-7")
	if err != nil {
		t.Fatal(err)
	}
	want := Path{{Cmd: MoveTo, X: 12, Y: 19}, {Cmd: LineTo, X: 5, Y: 12}, {Cmd: LineTo, X: 12, Y: 5}}
	if len(p) != len(want) {
		t.Fatalf("got %v", p)
	}
	for i := range want {
		if p[i] != want[i] {
			t.Errorf("step %d: got %v, want %v", i, p[i], want[i])
		}
	}
}
