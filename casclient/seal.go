package casclient

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
)

// What keys of ours are made for: none opens what another one has sealed.
const (
	grantPurpose = "entlink casclient grant"
	formPurpose  = "entlink casclient form"
)

// sealer is the cipher of what a store keeps and must not read. That of a grant
// is made of the session cookie's value, which only the browser has; the store
// has a hash of it (see Session). That of a form is made of a cookie key.
func sealer(secret []byte, purpose string) cipher.AEAD {
	key, err := hkdf.Key(sha256.New, secret, nil, purpose, 32)
	if err != nil {
		panic(err) // too long a key was asked for
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		panic(err) // no length of AES
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		panic(err) // no block of AES
	}
	return aead
}

func seal(id string, g Grant) []byte {
	if g == "" {
		return nil
	}
	return sealer([]byte(id), grantPurpose).Seal(nil, nil, []byte(g), nil)
}

// unseal returns no grant if the store has changed it.
func unseal(id string, sealed []byte) Grant {
	if len(sealed) == 0 {
		return ""
	}
	g, err := sealer([]byte(id), grantPurpose).Open(nil, nil, sealed, nil)
	if err != nil {
		return ""
	}
	return Grant(g)
}
