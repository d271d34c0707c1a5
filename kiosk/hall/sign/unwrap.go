package sign

import (
	"crypto/aes"
	"crypto/sha1"
	"encoding/base64"
	"errors"
)

// errWrapped says nothing of how far it came: whoever sends the wrapped secret
// need not learn that.
var errWrapped = errors.New("sign: the secret cannot be unwrapped with this appkey")

// Unwrap takes the wrapping off the secret that a national platform hands out:
// Base64 of AES-128 in ECB mode with PKCS #7. Its key is what Java makes of the
// appkey, KeyGenerator("AES", 128) seeded through SHA1PRNG, which is
// SHA1(SHA1(appkey)) cut to 16 bytes.
func Unwrap(appkey Secret, wrapped string) (Secret, error) {
	data, err := base64.StdEncoding.DecodeString(wrapped)
	if err != nil || len(data) == 0 || len(data)%aes.BlockSize != 0 {
		return Secret{}, errWrapped
	}
	block, err := aes.NewCipher(wrappingKey(appkey))
	if err != nil {
		return Secret{}, errWrapped
	}
	for i := 0; i < len(data); i += aes.BlockSize {
		block.Decrypt(data[i:i+aes.BlockSize], data[i:i+aes.BlockSize])
	}
	s, err := unpad(data)
	s.open = appkey.open // what everybody may compute is in the open already
	return s, err
}

func wrappingKey(appkey Secret) []byte {
	once := sha1.Sum(appkey.value)
	twice := sha1.Sum(once[:])
	return twice[:aes.BlockSize]
}

// unpad takes off PKCS #7 padding: 1 to 16 bytes, each their number.
func unpad(data []byte) (Secret, error) {
	n := int(data[len(data)-1])
	if n == 0 || n > aes.BlockSize || n >= len(data) {
		return Secret{}, errWrapped
	}
	for _, b := range data[len(data)-n:] {
		if int(b) != n {
			return Secret{}, errWrapped
		}
	}
	return Secret{value: data[:len(data)-n]}, nil
}
