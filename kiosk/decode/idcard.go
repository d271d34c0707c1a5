package decode

import (
	"fmt"

	"govkiosk/drivers/idcard"
)

// request is what the terminal asks the module to do.
type request struct {
	Kind string `json:"kind"` // "request"
	Cmd  string `json:"cmd"`
	Para string `json:"para"`
	Data string `json:"data"`
	Name string `json:"name"`
}

// reply is what the module answers, with what it carries in the field that
// fits.
type reply struct {
	Kind       string         `json:"kind"` // "reply"
	SW1        string         `json:"sw1"`
	SW2        string         `json:"sw2"`
	SW3        string         `json:"sw3"`
	Meaning    string         `json:"meaning"`
	Data       string         `json:"data"`
	Record     map[string]any `json:"record,omitempty"`
	Display    string         `json:"display,omitempty"`   // SAM id as on its label
	Addresses  *[]string      `json:"addresses,omitempty"` // empty where all records are blank
	Management *managed       `json:"management,omitempty"`
}

// managed is the card management number: of the chip, not of the person.
type managed struct {
	IIN    string `json:"iin"`
	Serial string `json:"serial"`
	Number string `json:"number"`
}

func explainIDCard(stream []byte, o Opts) ([]line, error) {
	d := idcard.NewDecoder(o.From == Host)
	var lines []line
	for _, item := range append(d.Feed(stream), d.Close()...) {
		switch {
		case item.Reason != "":
			lines = append(lines, failed(item.Offset, len(item.Bytes), item.Reason))
		case o.From == Host:
			lines = append(lines, cardRequest(item))
		default:
			lines = append(lines, cardReply(item, o.Reveal)...)
		}
	}
	return lines, nil
}

func cardRequest(item idcard.Item) line {
	r, ok := idcard.ParseRequest(item.Bytes)
	if !ok {
		return failed(item.Offset, 0, "no whole request")
	}
	return request{"request", hexOf([]byte{r.Cmd}), hexOf([]byte{r.Para}), hexOf(r.Data), r.Name()}
}

// cardReply explains one reply; data that fits nothing is a line of its own.
func cardReply(item idcard.Item, reveal bool) []line {
	r, ok := idcard.ParseReply(item.Bytes)
	if !ok {
		return []line{failed(item.Offset, 0, "no whole reply")}
	}
	out := reply{
		Kind: "reply", SW1: hexOf([]byte{r.SW1}), SW2: hexOf([]byte{r.SW2}), SW3: hexOf([]byte{byte(r.SW3)}),
		Meaning: r.SW3.Text(), Data: hexOf(r.Data),
	}
	if !reveal && personal(r) {
		out.Data = fmt.Sprintf("%d bytes, masked", len(r.Data))
	}
	if err := out.fill(r, reveal); err != nil {
		return []line{out, failed(item.Offset, 0, err.Error())}
	}
	return []line{out}
}

// personal reports whether the bytes of a reply may tell who somebody is. Data
// of no known shape may be a damaged record.
func personal(r idcard.Reply) bool {
	switch r.Shape() {
	case idcard.ShapeRecord, idcard.ShapeAddresses, idcard.ShapeManagement, idcard.ShapeUnknown:
		return true
	}
	return false
}

// fill reads what the reply carries into the field for it.
func (out *reply) fill(r idcard.Reply, reveal bool) (err error) {
	switch r.Shape() {
	case idcard.ShapeSAMID:
		out.Display, err = idcard.ParseSAMID(r.Data)
	case idcard.ShapeAddresses:
		var all []string
		if all, err = idcard.ParseAddresses(r.Data); !reveal {
			hideAll(all)
		}
		out.Addresses = &all
	case idcard.ShapeManagement:
		out.Management, err = management(r.Data, reveal)
	case idcard.ShapeRecord:
		out.Record, err = record(r.Data, reveal)
	case idcard.ShapeUnknown:
		err = fmt.Errorf("%d bytes of data fit no answer", len(r.Data))
	}
	return err
}

// hidden stands for an address or a number of which nothing is shown.
const hidden = "***"

func hideAll(words []string) {
	for i := range words {
		words[i] = hidden
	}
}

func management(data []byte, reveal bool) (*managed, error) {
	m, err := idcard.ParseManagement(data)
	if err != nil {
		return nil, err
	}
	if !reveal {
		m.Serial, m.Number = hidden, hidden
	}
	return &managed{m.IIN, m.Serial, m.Number}, nil
}

// record reads a read's text; photo and fingerprint are only measured.
func record(data []byte, reveal bool) (map[string]any, error) {
	parts, err := idcard.SplitRead(data)
	if err != nil {
		return nil, err
	}
	r, err := idcard.ParseRecord(parts.Text)
	if err != nil {
		return nil, err
	}
	r.Photo, r.Fingerprint = parts.Photo, parts.Fingerprint
	return r.Fields(reveal), nil
}

// explainRecord explains a text record that stands alone.
func explainRecord(stream []byte, o Opts) ([]line, error) {
	r, err := idcard.ParseRecord(stream)
	if err != nil {
		return []line{failed(0, len(stream), err.Error())}, nil
	}
	fields := r.Fields(o.Reveal)
	fields["kind"] = "record"
	return []line{fields}, nil
}
