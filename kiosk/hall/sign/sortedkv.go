package sign

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/url"
	"slices"
)

// sortedKV is the family of the health-insurance and face platforms: the
// fields of an envelope as name=value, sorted by name, &key=<secret> at the
// end. The request's body becomes the field data, JSON with sorted keys.
//
// The sources know POST alone. A request without a body carries the fields in
// its query, those that it has there among them and no data; that is our
// reading, to be agreed with the gateway.
type sortedKV struct{}

// Fields that are never signed.
const (
	fieldSign  = "signData"
	fieldEnc   = "encData"
	fieldExtra = "extra"
	fieldData  = "data"
)

var unsigned = []string{fieldSign, fieldEnc, fieldExtra}

func (sortedKV) algorithms() []string { return []string{plainSHA, sm2Plain, sm2DER} }

func (sortedKV) parts(o Opts, r Request, s Secret) ([]part, error) {
	fields, err := envelope(o, r)
	if err != nil {
		return nil, err
	}
	var all []part
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		if !slices.Contains(unsigned, name) {
			all = append(all, part{name: name, text: name + "=" + fields[name] + "&"})
		}
	}
	secret := secretPart(s)
	return append(all, part{name: "key", text: "key="}, secret), nil
}

// envelope are the fields of the request, data as the text that is signed.
func envelope(o Opts, r Request) (map[string]string, error) {
	fields, err := queryFields(r.Query)
	if err != nil {
		return nil, err
	}
	if len(r.Body) > 0 {
		if len(fields) > 0 {
			return nil, errors.New("a request with a body and a query has no envelope")
		}
		data, err := sortedJSON(r.Body)
		if err != nil {
			return nil, err
		}
		fields[fieldData] = string(data)
	}
	own := map[string]string{
		"appId": o.ID, "encType": "plain", "signType": signType(o.Algorithm), "timestamp": unix(r.At), "version": o.Version,
	}
	for name, value := range own {
		if _, taken := fields[name]; taken {
			return nil, fmt.Errorf("the request has a field %s of its own", name)
		}
		fields[name] = value
	}
	return fields, nil
}

func queryFields(query string) (map[string]string, error) {
	fields := map[string]string{}
	values, err := url.ParseQuery(query)
	if err != nil {
		return nil, fmt.Errorf("query: %w", err)
	}
	for name, all := range values {
		if len(all) > 1 {
			return nil, fmt.Errorf("the query has %s twice", name)
		}
		fields[name] = all[0]
	}
	return fields, nil
}

func signType(algorithm string) string {
	if isSM2(algorithm) {
		return "SM2"
	}
	return "SHA256"
}

// sortedJSON is one JSON value without spaces, the keys of every object in the
// order of their bytes and numbers as they were written.
func sortedJSON(body []byte) ([]byte, error) {
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	var value any
	if err := d.Decode(&value); err != nil {
		return nil, errors.New("the body is not JSON")
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, errors.New("the body is more than one JSON value")
	}
	return plainJSON(value)
}

// plainJSON writes < > and & as they are: the far side's writer knows nothing
// of HTML.
func plainJSON(value any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(value)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

func (sortedKV) steps(o Opts, exact string, _ Secret) ([]Step, error) {
	if !isSM2(o.Algorithm) {
		return digested(o.Algorithm, asBase64Hex, nil, exact), nil
	}
	if o.Key == nil {
		return nil, errors.New("SM2 without a private key")
	}
	sum, err := sm2Sign(o.Algorithm, o.Key, exact)
	if err != nil {
		return nil, err
	}
	return []Step{{o.Algorithm, encode(asHex, sum)}, {"signature", encode(asBase64, sum)}}, nil
}

func (sortedKV) attach(o Opts, r Request, _ Secret, value string) (Signature, error) {
	fields, err := envelope(o, r)
	if err != nil {
		return Signature{}, err
	}
	fields[fieldSign] = value
	if len(r.Body) == 0 {
		query := url.Values{}
		for name, value := range fields {
			query.Set(name, value)
		}
		return Signature{Query: query.Encode(), Body: r.Body}, nil
	}
	typed := make(map[string]any, len(fields))
	for name, value := range fields {
		typed[name] = value
	}
	typed[fieldData] = json.RawMessage(fields[fieldData])
	body, err := plainJSON(typed)
	return Signature{Query: r.Query, Body: body}, err
}

// read takes the envelope off.
func (sortedKV) read(o Opts, r Request, _ Secret) (Request, claim, error) {
	fields, data, err := opened(r)
	if err != nil {
		return r, claim{}, err
	}
	if fields["signType"] != signType(o.Algorithm) || fields["encType"] != "plain" || fields["version"] != o.Version {
		return r, claim{}, errors.New("signType, encType or version is not as agreed")
	}
	at, err := ofSeconds(fields["timestamp"])
	c := claim{id: fields["appId"], value: fields[fieldSign]}
	query := url.Values{}
	for name, value := range fields {
		if !slices.Contains([]string{"appId", "encType", "signType", "timestamp", "version", fieldSign}, name) {
			query.Set(name, value)
		}
	}
	r.At, r.Query, r.Body = at, query.Encode(), data
	return r, c, err
}

// opened are the fields of a signed request, data apart.
func opened(r Request) (map[string]string, []byte, error) {
	if len(r.Body) == 0 {
		fields, err := queryFields(r.Query)
		return fields, nil, err
	}
	var typed map[string]json.RawMessage
	if err := json.Unmarshal(r.Body, &typed); err != nil {
		return nil, nil, errors.New("the envelope is no JSON object")
	}
	data := typed[fieldData]
	delete(typed, fieldData)
	fields := make(map[string]string, len(typed))
	for name, raw := range typed {
		var text string
		if err := json.Unmarshal(raw, &text); err != nil {
			return nil, nil, fmt.Errorf("field %s is no text", name)
		}
		fields[name] = text
	}
	return fields, data, nil
}

// verified checks an SM2 signature, which cannot be made again.
func (sortedKV) verified(o Opts, exact, value string) error {
	sum, err := base64.StdEncoding.DecodeString(value)
	if err != nil || !sm2Verify(o.Algorithm, o.Public, exact, sum) {
		return errSignature
	}
	return nil
}

func (sortedKV) variants() []variant {
	return []variant{
		{"key", "the other side signs without &key=", withoutKey},
		{"secret", "the other side adds the secret without key=", mapped("key", func(string) string { return "" })},
		{"data", "the other side signs without data", without(fieldData)},
		{"timestamp", "the other side has milliseconds", milliseconds("timestamp")},
	}
}
