// Package wire is what terminals and the hub say to each other: JSON over
// HTTPS, where each side shows its certificate, and a hint over NATS that says
// nothing but "look again". A hint that is lost costs time, never anything else.
//
//	POST /v1/enrol           one-time code and CSR, without a certificate; Enrolled
//	POST /v1/renew           CSR; Enrolled
//	PUT  /v1/status          Status; Answer, once the status is on disk
//	POST /v1/events          Events; EventsTaken, once they are on disk
//	POST /v1/admission       Admission; Verdict
//	POST /v1/results         Result of a command; 204, once it is on disk
//	PUT  /v1/files/{command} what a command collected, as it is; 204 likewise
//	GET  /repo/...           the repository of signed configuration, with ETags
//
// A terminal is who its certificate says: the name in a document must be that
// one. Every document may be sent again: the hub takes it once.
//
// A document may be packed: Content-Encoding gzip. Where event numbers have a
// gap, what is missing was dropped since there was no room.
//
// An error is a Problem with its HTTP status. 401: there is no certificate or
// the hub has revoked it; 403: it is another terminal's; 409: a code was used;
// 410: a command has expired; 413: too much at once; 503: not now.
package wire
