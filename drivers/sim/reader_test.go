package sim

import (
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// Requests as the manual's table has them (idcard §4).
const (
	reqReset      = "AA AA AA 96 69 00 03 10 FF EC"
	reqStatus     = "AA AA AA 96 69 00 03 11 FF ED"
	reqFind       = "AA AA AA 96 69 00 03 20 01 22"
	reqSelect     = "AA AA AA 96 69 00 03 20 02 21"
	reqRead       = "AA AA AA 96 69 00 03 30 01 32"
	reqAddress    = "AA AA AA 96 69 00 03 30 03 30"
	reqManagement = "AA AA AA 96 69 00 03 30 05 36"

	repOK       = "AA AA AA 96 69 00 04 00 00 90 94"
	repFound    = "AA AA AA 96 69 00 08 00 00 9F 00 00 00 00 97"
	repSelected = "AA AA AA 96 69 00 0C 00 00 90 00 00 00 00 00 00 00 00 9C"
	repNoCard   = "AA AA AA 96 69 00 04 00 00 80 84"
	repNoItem   = "AA AA AA 96 69 00 04 00 00 91 95"
	repFailed   = "AA AA AA 96 69 00 04 6A 82 41 AD"
)

const recordFrame = 1295

// quick keeps the tests short; the order of the times stays the manual's.
var quick = ReaderOpts{FindTime: time.Millisecond, SelectTime: time.Millisecond,
	ReadTime: 40 * time.Millisecond, ItemTime: time.Millisecond, OtherTime: time.Millisecond}

func startReader(t *testing.T, o ReaderOpts) (*Reader, *host) {
	t.Helper()
	p := openTestPort(t, 115200)
	r := NewReader(p, o)
	t.Cleanup(r.Close)
	return r, openHost(t, p)
}

func (h *host) ask(request, reply string) {
	h.t.Helper()
	h.send(unhex(h.t, request))
	h.want(reply)
}

// readCard finds, selects and reads, and returns the reply.
func (h *host) readCard() []byte {
	h.t.Helper()
	h.ask(reqFind, repFound)
	h.ask(reqSelect, repSelected)
	h.send(unhex(h.t, reqRead))
	return h.read(recordFrame)
}

// vectorCards are the fictional people of the vectors, from their listed fields.
var vectorCards = map[string]Card{
	"synthetic-cit-dated": {Kind: Citizen, Name: "张三", SexCode: "1", Ethnic: "01", Birth: "18800101",
		Address: "测试省测试市测试区测试路１２号B座301室", Number: "440524188001010014",
		Authority: "测试市公安局测试分局", ValidFrom: "20100101", ValidTo: "20300101"},
	"synthetic-hmt-J": {Kind: Permit, Name: "陈样例", SexCode: "2", Birth: "19940823",
		Address: "测试市测试区测试路2号", Number: "810000199408230021", Authority: "测试市公安局",
		ValidFrom: "20190101", ValidTo: "20240101", PassNumber: "H12345678", Issues: "01"},
	"synthetic-fpr-Y-2023": {Kind: Foreigner, Name: "样例", SexCode: "1", Birth: "19850101",
		English: "TEST, SAMPLE", Number: "932682198501010017", ValidFrom: "20231201",
		ValidTo: "20331130", Country: "SAU", Issues: "00", Link: "001"},
}

type samVector struct{ ID, Request, Response string }

func samVectors(t *testing.T) map[string]samVector {
	t.Helper()
	var file struct{ Vectors []samVector }
	loadVectors(t, "idcard.json", &file)
	byID := map[string]samVector{}
	for _, v := range file.Vectors {
		byID[v.ID] = v
	}
	return byID
}

func TestReaderAnswersAsTheVectorsDo(t *testing.T) {
	vectors := samVectors(t)
	for id, card := range vectorCards {
		t.Run(id, func(t *testing.T) {
			r, h := startReader(t, quick)
			r.Lay(card)
			h.ask(reqFind, repFound)
			h.ask(reqSelect, repSelected)
			h.ask(vectors[id].Request, vectors[id].Response)
		})
	}
	for _, id := range []string{"status-ok", "reset", "synthetic-samid", "find-ok", "select-ok"} {
		t.Run(id, func(t *testing.T) {
			r, h := startReader(t, quick)
			r.Lay(vectorCards["synthetic-cit-dated"])
			h.ask(vectors[id].Request, vectors[id].Response)
		})
	}
	t.Run("select-fail", func(t *testing.T) {
		_, h := startReader(t, quick)
		h.ask(vectors["select-fail"].Request, vectors["select-fail"].Response)
	})
}

func TestReaderSendsFingerprintsAndAddresses(t *testing.T) {
	vectors := samVectors(t)
	for id, size := range map[string]int{"synthetic-fp-0": 0, "synthetic-fp-1024": 1024} {
		r, h := startReader(t, quick)
		card := vectorCards["synthetic-cit-dated"]
		card.Fingerprint = size
		card.Appended = []string{"甲路1号", "乙路2号", "", ""}
		r.Lay(card)
		h.ask(reqFind, repFound)
		h.ask(reqSelect, repSelected)
		want := unhex(t, vectors[id].Response)
		h.send(unhex(t, vectors[id].Request))
		got := h.read(len(want))
		if n := 16 + 256 + 1024; string(got[:n]) != string(want[:n]) {
			t.Errorf("%s: header, text or photo differ from the vector", id)
		}
		h.ask(reqAddress, vectors["synthetic-newaddr-4"].Response)
	}
}

func TestOldModuleLacksFingerprints(t *testing.T) {
	o := quick
	o.NoFingerprint = true
	_, h := startReader(t, o)
	h.ask("AA AA AA 96 69 00 03 30 10 23", "AA AA AA 96 69 00 04 00 00 21 25")
}

func TestFindFailsAfterAReadUntilTheCardLeaves(t *testing.T) {
	r, h := startReader(t, quick)
	card := Tray()[1]
	r.Lay(card)
	h.readCard()
	h.ask(reqFind, repNoCard)
	h.ask(reqAddress, repNoItem) // it is still there: presence polling
	r.Lift()
	h.ask(reqAddress, repFailed)
	h.ask(reqFind, repNoCard)
	r.Lay(card)
	h.readCard()
}

func TestReadNeedsASelect(t *testing.T) {
	r, h := startReader(t, quick)
	r.Lay(Tray()[0])
	h.ask(reqRead, repFailed)
	h.ask(reqFind, repFound)
	h.ask(reqRead, repFailed)
	h.readCard()
	h.ask(reqReset, repOK)
	h.ask(reqAddress, repFailed)
}

func TestManagementNumber(t *testing.T) {
	r, h := startReader(t, quick)
	r.Lay(Tray()[0])
	h.ask(reqFind, repFound)
	h.ask(reqSelect, repSelected)
	h.send(unhex(t, reqManagement))
	if got := h.read(39); got[6] != 0x20 || got[9] != 0x90 {
		t.Errorf("management number reply begins % X, want length 0020 and 90", got[:10])
	}
}

func TestCardsThatAreNoIDCard(t *testing.T) {
	r, h := startReader(t, quick)
	r.Lay(Card{Kind: Transport})
	h.ask(reqFind, repNoCard)
	r.Lay(Card{Kind: OtherChip})
	h.ask(reqFind, repFound)
	h.ask(reqSelect, repSelected)
	h.ask(reqRead, "AA AA AA 96 69 00 04 00 00 40 44")
}

func TestReaderRefusesBadRequests(t *testing.T) {
	_, h := startReader(t, quick)
	h.ask("AA AA AA 96 69 00 03 20 00 22", "AA AA AA 96 69 00 04 00 00 10 14") // published, wrong checksum
	h.ask("AA AA AA 96 69 00 02", "AA AA AA 96 69 00 04 00 00 11 15")
	h.ask("AA AA AA 96 69 00 03 30 02 31", "AA AA AA 96 69 00 04 00 00 21 25")
	h.ask("AA AA AA 96 69 00 03 10 00 13", "AA AA AA 96 69 00 04 00 00 21 25")
	h.ask("AA AA AA 96 69 00 04 61 FF 50 CA", repOK)
}

func TestReaderFindsAFrameInNoise(t *testing.T) {
	_, h := startReader(t, quick)
	h.ask("13 AA AA 00 AA "+reqStatus, repOK)
}

func TestReaderForgetsHalfARequest(t *testing.T) {
	_, h := startReader(t, quick)
	h.send(unhex(t, "AA AA AA 96 69 00 03"))
	h.quiet(halfFrameLimit + 100*time.Millisecond)
	h.ask(reqStatus, repOK)
}

func TestSpeedChangesAfterTheReply(t *testing.T) {
	_, h := startReader(t, quick)
	h.ask("AA AA AA 96 69 00 03 60 04 67", repOK)
	h.quiet(20 * time.Millisecond) // the module changes over
	h.send(unhex(t, reqStatus))    // still at 115200: garbage for the module
	h.quiet(200 * time.Millisecond)
	setSpeed(t, h, unix.B9600)
	h.ask(reqStatus, repOK)
}

func TestReadTakesItsTime(t *testing.T) {
	r, h := startReader(t, ReaderOpts{})
	r.Lay(Tray()[2])
	began := time.Now()
	h.readCard()
	if d := time.Since(began); d < 880*time.Millisecond {
		t.Errorf("find, select and read took %v, faster than a module", d)
	}
}
