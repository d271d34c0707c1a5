// Package upstream brings the hall's client through a government API gateway,
// by configuration alone: a transport that signs every attempt anew, the secret
// that it signs with, the clock of the gateway, certificates, and the envelope
// {code,message,data} around its answers.
//
// The order is hall.Client, which repeats; http.Client; Gateway, which signs;
// http.Transport. So a repeated call has a new time, nonce and signature, and
// the transport's own repetition on a stale connection is turned off.
//
// Which gateway a district has is not public: what differs between the known
// ones is a setting. No secret is logged or is part of an error.
package upstream
