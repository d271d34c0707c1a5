package idcard

import "fmt"

// Request is what the terminal asks the module to do (§4).
type Request struct {
	Cmd, Para byte
	Data      []byte
}

// AppendRequest appends the frame of a request to dst.
func AppendRequest(dst []byte, cmd, para byte, data ...byte) []byte {
	return appendFrame(dst, append([]byte{cmd, para}, data...))
}

// ParseRequest takes a frame of a Decoder for the host's side apart. It is
// false for what is no whole frame.
func ParseRequest(frame []byte) (Request, bool) {
	if len(frame) < headSize+leastAsk {
		return Request{}, false
	}
	b := body(frame)
	return Request{Cmd: b[0], Para: b[1], Data: b[2:]}, true
}

// commands are the requests that modules of every make know. Vendors have more
// of their own; none of them is ever sent.
var commands = map[[2]byte]string{
	{0x10, 0xFF}: "reset",
	{0x11, 0xFF}: "status",
	{0x12, 0xFF}: "sam id",
	{0x20, 0x01}: "find card",
	{0x20, 0x02}: "select card",
	{0x30, 0x01}: "read text and photo",
	{0x30, 0x03}: "read appended address",
	{0x30, 0x05}: "read management number",
	{0x30, 0x10}: "read text, photo and fingerprint",
	{0x60, 0x00}: "set speed 115200",
	{0x60, 0x01}: "set speed 57600",
	{0x60, 0x02}: "set speed 38400",
	{0x60, 0x03}: "set speed 19200",
	{0x60, 0x04}: "set speed 9600",
	{0x61, 0xFF}: "set longest radio frame",
}

// Name says what is asked, in words.
func (r Request) Name() string {
	if name, ok := commands[[2]byte{r.Cmd, r.Para}]; ok {
		return name
	}
	return fmt.Sprintf("unknown command %02X %02X", r.Cmd, r.Para)
}
