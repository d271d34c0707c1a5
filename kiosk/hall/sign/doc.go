// Package sign computes and checks the signatures that government API gateways
// ask of a request.
//
// Four families are signed by a secret that both sides know, a fifth is our
// own hall's:
//
//	gjgxjhpt gjzwfwpt   national platforms: Base64(HMAC-SHA256(sid + rid + ms))
//	x-tif x-rio x-sal   hex(SHA-256(seconds + token + nonce + seconds))
//	x-bg-hmac x-hmac    Zhejiang, and the Apache APISIX plugin it follows:
//	                    Base64(HMAC-SHA256(lines, each with its line feed))
//	sorted-kv           fields sorted by name, &key=…; SHA-256 or SM2; the body
//	                    becomes the data of an envelope
//	district            lines with a nonce and the digest of the body, for a
//	                    hall that terminals reach with a client certificate
//
// Source: clients and handbooks of those gateways, the APISIX hmac-auth plugin
// (X-HMAC-* format), GB/T 32905 (SM3), GB/T 32918 (SM2); read 2026-11. None of
// the first four covers the body except sorted-kv, and only x-tif and district
// have a nonce: they need TLS.
//
// Nothing here reads a clock or a random source except SM2, whose signature is
// random by its nature. A Secret never shows itself: not in a string to sign,
// a step, an error or a log.
package sign
