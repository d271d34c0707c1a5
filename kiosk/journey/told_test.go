package journey

import "testing"

// A key whose effect is not seen says what it did, for a few seconds and to
// nobody but who pressed it.
func TestKeysSayWhatTheyDid(t *testing.T) {
	w := start(t).press("start", "louder")
	if w.Told.What != ToldVolume || w.Told.N != 1 {
		t.Errorf("louder says %+v", w.Told)
	}
	if w.seconds(toldFor - 1); w.Told.What == "" {
		t.Error("it is gone too soon")
	}
	if w.seconds(1); w.Told != (Told{}) {
		t.Errorf("it stays: %+v", w.Told)
	}
	if w.press("quieter", "quieter"); w.Told.N != -1 {
		t.Errorf("quieter twice says %+v", w.Told)
	}
	if w.send(Touch{Do: "headset-in"}); w.Told.What != ToldHeadset {
		t.Errorf("a headset says %+v", w.Told)
	}
	if w.send(Touch{Do: "headset-out"}); w.Told.What != ToldNoHeadset {
		t.Errorf("its end says %+v", w.Told)
	}
	w.seconds(w.Left - rules.WarnBefore)
	if !w.Warned {
		t.Fatal("nobody is asked for")
	}
	if w.press("extend"); w.Told != (Told{ToldMoreTime, max(rules.Extend, rules.WarnBefore+1), toldFor}) {
		t.Errorf("more time says %+v", w.Told)
	}
	if w.press("back").at(PageAttract); w.Told != (Told{}) {
		t.Errorf("the next visitor reads %+v", w.Told)
	}
	if w.press("louder"); w.Page == PageAttract && w.Told != (Told{}) {
		t.Errorf("at rest it says %+v", w.Told)
	}
}
