package idcard

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// replyOf is the module's answer in a vector.
func replyOf(t testing.TB, id string) Reply {
	t.Helper()
	for _, v := range readVectors(t).Vectors {
		if v.ID == id {
			r, ok := ParseReply(framesIn(unhex(t, v.Response), false)[0])
			if !ok {
				t.Fatalf("%s is no reply", id)
			}
			return r
		}
	}
	t.Fatalf("no vector %s", id)
	return Reply{}
}

// Every expectation of every vector is held against what the decoder says.
func TestVectorsMeaning(t *testing.T) {
	checked := 0
	for _, v := range readVectors(t).Vectors {
		if v.Expect == nil || v.Expect["frames"] != nil {
			continue
		}
		t.Run(v.ID, func(t *testing.T) {
			got := fieldsOf(t, replyOf(t, v.ID))
			for key, want := range v.Expect {
				if key == "address_note" {
					continue // words; TestAddressStaysAsOnTheCard
				}
				checked++
				if diff := cmp.Diff(plain(want), plain(got[key])); diff != "" {
					t.Errorf("%s: %s", key, diff)
				}
			}
		})
	}
	if checked != 23 {
		t.Errorf("%d expectations were checked, want 23", checked)
	}
}

// plain takes away the explanation that a vector puts behind a raw code.
func plain(v any) any {
	if s, ok := v.(string); ok {
		s, _, _ = strings.Cut(s, " (")
		return s
	}
	return fmt.Sprint(v)
}

func fieldsOf(t *testing.T, r Reply) map[string]any {
	t.Helper()
	switch r.Shape() {
	case ShapeRecord:
		rec, err := ParseRead(r.Data)
		if err != nil {
			t.Fatal(err)
		}
		return rec.Fields(true)
	case ShapeSAMID:
		id, err := ParseSAMID(r.Data)
		if err != nil {
			t.Fatal(err)
		}
		return map[string]any{"display": id}
	case ShapeAddresses:
		all, err := ParseAddresses(r.Data)
		if err != nil {
			t.Fatal(err)
		}
		return map[string]any{"addresses": all}
	}
	t.Fatalf("a reply of shape %s", r.Shape())
	return nil
}

func TestVectorsRefusals(t *testing.T) {
	for id, want := range map[string]string{
		"synthetic-card-apdu-error": "SW3 41 reading the card failed (SW1 6A, SW2 82)",
		"synthetic-sw3-66":          "SW3 66 SAM not authorised",
		"synthetic-sw3-11":          "SW3 11 the module received a bad length",
		"synthetic-sw3-21":          "SW3 21 bad command or parameter",
		"synthetic-sw3-32":          "SW3 32 the SAM failed to authenticate the card",
		"synthetic-sw3-33":          "SW3 33 information verification failed",
		"synthetic-sw3-3F":          "SW3 3F information length error",
		"synthetic-sw3-40":          "SW3 40 unrecognised card type",
		"synthetic-sw3-23":          "SW3 23 privilege violation",
		"synthetic-sw3-24":          "SW3 24 unidentifiable error",
		"select-fail":               "SW3 81 selecting the card failed",
	} {
		r := replyOf(t, id)
		if r.Shape() != ShapeRefusal {
			t.Errorf("%s has shape %s", id, r.Shape())
		}
		if got := (&StatusError{r.SW1, r.SW2, r.SW3}).Error(); got != want {
			t.Errorf("%s: %q, want %q", id, got, want)
		}
	}
}

func TestVectorsShapes(t *testing.T) {
	for id, want := range map[string]Shape{
		"status-ok": ShapeDone, "find-ok": ShapeFound, "select-ok": ShapeSelected, "synthetic-samid": ShapeSAMID,
		"synthetic-newaddr-1": ShapeAddresses, "synthetic-newaddr-4": ShapeAddresses,
		"synthetic-cit-dated": ShapeRecord, "synthetic-fp-0": ShapeRecord, "synthetic-fp-1024": ShapeRecord,
	} {
		if got := replyOf(t, id).Shape(); got != want {
			t.Errorf("%s has shape %s, want %s", id, got, want)
		}
	}
}

func TestFingerprintIsCutOff(t *testing.T) {
	for id, want := range map[string]int{"synthetic-cit-dated": -1, "synthetic-fp-0": 0, "synthetic-fp-1024": 1024} {
		parts, err := SplitRead(replyOf(t, id).Data)
		if err != nil || len(parts.Text) != 256 || len(parts.Photo) != 1024 {
			t.Fatalf("%s: text %d, photo %d, %v", id, len(parts.Text), len(parts.Photo), err)
		}
		if !strings.HasPrefix(string(parts.Photo), "WL\x66\x00\x7E\x00\x32\x00\x00\xFF\x85") {
			t.Errorf("%s: the photo begins % X", id, parts.Photo[:11])
		}
		if got := len(parts.Fingerprint); parts.Fingerprint == nil && want != -1 || parts.Fingerprint != nil && got != want {
			t.Errorf("%s: %d bytes of fingerprint, want %d", id, got, want)
		}
	}
}

func TestLengthsThatDoNotFit(t *testing.T) {
	for _, data := range [][]byte{nil, {1, 0, 4}, make([]byte, 5), append([]byte{1, 0, 4, 0}, make([]byte, 1279)...)} {
		if _, err := SplitRead(data); err == nil {
			t.Errorf("%d bytes were split", len(data))
		}
	}
	if (Reply{SW3: Success, Data: make([]byte, 5)}).Shape() != ShapeUnknown {
		t.Error("five bytes of data mean something")
	}
	if _, err := ParseRecord(make([]byte, 255)); err == nil {
		t.Error("255 bytes are a record")
	}
	if _, err := ParseAddresses(make([]byte, 71)); err == nil {
		t.Error("71 bytes are addresses")
	}
	if _, err := ParseSAMID(make([]byte, 15)); err == nil {
		t.Error("15 bytes are a SAM id")
	}
}

func TestManagementNumber(t *testing.T) {
	data := make([]byte, 28)
	for i := range data {
		data[i] = byte(i)
	}
	got, err := ParseManagement(data)
	want := Management{"00010203", "0405060708090A0B", "0C0D0E0F101112131415161718191A1B"}
	if err != nil || got != want {
		t.Errorf("%+v %v, want %+v", got, err, want)
	}
	if _, err := ParseManagement(data[1:]); err == nil {
		t.Error("27 bytes are a management number")
	}
}

func recordIn(t *testing.T, id string) *Record {
	t.Helper()
	r, err := ParseRead(replyOf(t, id).Data)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestAddressStaysAsOnTheCard(t *testing.T) {
	got := recordIn(t, "synthetic-cit-dated").Address
	if !strings.ContainsAny(got, "０１２３４５６７８９") || !strings.ContainsAny(got, "0123456789") {
		t.Errorf("%q has lost its full-width digits or its plain ones", got)
	}
}

func TestUnknownCodesAreToldHonestly(t *testing.T) {
	got := recordIn(t, "synthetic-cit-unknown-codes").Fields(true)
	if got["ethnic"] != "59" || got["ethnic_name"] != "unknown" || got["sex"] != "9" || got["sex_name"] != "未说明" {
		t.Errorf("got %v %v, %v %v", got["ethnic"], got["ethnic_name"], got["sex"], got["sex_name"])
	}
	for code, want := range map[string]string{
		"01": "汉", "05": "维吾尔", "31": "达斡尔", "46": "德昂", "56": "基诺", "97": "其他", "98": "外国血统中国籍人士",
		"00": "unknown", "57": "unknown", "58": "unknown", "81": "unknown", "": "unknown", "1": "unknown", "+1": "unknown", "１": "unknown",
	} {
		if got := EthnicName(code); got != want {
			t.Errorf("ethnic %q is %s, want %s", code, got, want)
		}
	}
	for code, want := range map[string]string{"0": "未知", "1": "男", "2": "女", "9": "未说明", "3": "unknown", "": "unknown"} {
		if got := SexName(code); got != want {
			t.Errorf("sex %q is %s, want %s", code, got, want)
		}
	}
}

// Every layout stays within the record, and no two fields share a byte.
func TestLayoutsDoNotOverlap(t *testing.T) {
	for kind, fields := range layouts {
		var taken [recordSize]bool
		taken[kindAt], taken[kindAt+1] = kind != Citizen, kind != Citizen
		for _, f := range fields {
			for i := f.at; i < f.at+f.size; i++ {
				if taken[i] {
					t.Fatalf("%s: byte %d belongs to two fields", kind, i)
				}
				taken[i] = true
			}
		}
	}
}

// put writes a text into a record, padded as cards are.
func put(rec []byte, at, size int, s string) {
	units := []rune(s)
	for i := range size / 2 {
		u := rune(' ')
		if i < len(units) {
			u = units[i]
		}
		rec[at+2*i], rec[at+2*i+1] = byte(u), byte(u>>8)
	}
}

func TestForeigner2017(t *testing.T) {
	rec := make([]byte, recordSize)
	put(rec, 0, recordSize, "")
	for _, f := range []struct {
		at, size int
		text     string
	}{
		{0, 120, "SAMPLE, ANNA"}, {120, 2, "2"}, {122, 30, "SAU320085010115"}, {152, 6, "SAU"},
		{188, 16, "20170616"}, {204, 16, "20270616"}, {220, 16, "19850101"}, {236, 4, "01"}, {240, 8, "1500"}, {248, 2, "I"},
	} {
		put(rec, f.at, f.size, f.text)
	}
	r, err := ParseRecord(rec)
	if err != nil || r.Kind != Foreigner2017 {
		t.Fatalf("%v %v", r, err)
	}
	if r.Name != "SAMPLE, ANNA" || r.Chinese != "" || len(r.Flags) != 0 {
		t.Errorf("name %q, chinese %q, flags %v", r.Name, r.Chinese, r.Flags)
	}
	want := map[string]any{
		"type": "I", "english": "SAMPLE, ANNA", "chinese": "", "number": "SAU320085010115", "country": "SAU",
		"sex": "2", "sex_name": "女", "birth": "1985-01-01", "valid_from": "2017-06-16", "expiry": "2027-06-16",
		"card_version": "01", "authority_code": "1500", "photo_bytes": 0,
	}
	if diff := cmp.Diff(want, r.Fields(true)); diff != "" {
		t.Error(diff)
	}
	put(rec, 158, 30, "样安娜")
	if r, _ := ParseRecord(rec); r.Name != "样安娜" || r.Chinese != "样安娜" {
		t.Errorf("name %q with a Chinese one on the card", r.Name)
	}
}

// numbered gives a record of a kind a number that begins in a way.
func numbered(kind RecordKind, begin string) func(*Record) {
	return func(r *Record) {
		long := begin + r.Number[6:17]
		r.Kind, r.Number = kind, long+string(checkDigit(long))
	}
}

func TestFlags(t *testing.T) {
	good := Record{Kind: Citizen, Name: "张三样", SexCode: "1", Birth: "19900116", Number: "130202199001160513", ValidTo: LongTerm}
	good.Number = good.Number[:17] + string(checkDigit(good.Number))
	for name, c := range map[string]struct {
		change func(*Record)
		want   []Flag
	}{
		"good":            {func(r *Record) {}, nil},
		"sex not stated":  {func(r *Record) { r.SexCode = "9" }, nil},
		"other birth":     {func(r *Record) { r.Birth = "19900117" }, []Flag{FlagNumberBirth}},
		"other sex":       {func(r *Record) { r.SexCode = "2" }, []Flag{FlagNumberSex}},
		"check digit":     {func(r *Record) { r.Number = r.Number[:17] + "?" }, []Flag{FlagNumber}},
		"no birth":        {func(r *Record) { r.Birth = "19900230" }, []Flag{FlagBirth, FlagNumberBirth}},
		"expiry":          {func(r *Record) { r.ValidTo = "" }, []Flag{FlagExpiry}},
		"no name":         {func(r *Record) { r.Name = "" }, []Flag{FlagName}},
		"a permit's":      {func(r *Record) { r.Kind = Permit }, []Flag{FlagNumberKind}},
		"Hong Kong":       {numbered(Permit, "810000"), nil},
		"Macao":           {numbered(Permit, "820000"), nil},
		"Taiwan":          {numbered(Permit, "830000"), nil},
		"Taiwan, citizen": {numbered(Citizen, "830000"), []Flag{FlagNumberKind}},
		"foreigner":       {numbered(Foreigner2023, "911840"), nil},
		"no foreigner":    {numbered(Foreigner2023, "131840"), []Flag{FlagNumberKind}},
		"old area code":   {numbered(Citizen, "819900"), nil},
		"15 on a citizen": {func(r *Record) { r.Number = "130202900116051" }, []Flag{FlagNumber}},
	} {
		r := good
		c.change(&r)
		if got := r.check(); !cmp.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// However a record is printed, the person does not show.
func TestRecordPrintsMasked(t *testing.T) {
	r := recordIn(t, "synthetic-hmt-J")
	if got, want := r.String(), "J "+MaskName(r.Name)+" 810000********0021"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	var log strings.Builder
	slog.New(slog.NewJSONHandler(&log, nil)).Info("read", "record", r, "event", Event{StatePresent, r, nil})
	js, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	masked := fmt.Sprint(r.Fields(false))
	for _, shown := range []string{
		log.String(), string(js), masked, fmt.Sprintf("%v %+v %#v %s %d %q", r, r, r, *r, *r, r),
		fmt.Sprintf("%v %+v", Event{StatePresent, r, nil}, &Event{StatePresent, r, nil}),
	} {
		for _, secret := range []string{r.Name, r.Number, r.Birth, day(r.Birth), r.Address, r.PassNumber} {
			if secret == "" || strings.Contains(shown, secret) {
				t.Errorf("%q shows %q", shown, secret)
			}
		}
	}
}

func TestMasks(t *testing.T) {
	for name, want := range map[string]string{"张三样": "张*样", "周样": "周*", "样": "*", "": "", "样依古丽·测提": "样*****提", "吴𬭎样": "吴*样"} {
		if got := MaskName(name); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
	for number, want := range map[string]string{
		"13020219900116002X": "130202********002X", "SAU320085010115": "SAU**********15", "H12345678": "H12****78", "1234567": "*******", "": "",
	} {
		if got := MaskNumber(number); got != want {
			t.Errorf("%s is %s, want %s", number, got, want)
		}
	}
}
