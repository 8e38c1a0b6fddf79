package casclient

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
)

// sealer is the cipher of what a session keeps that its store must not read.
// Its key is made of the session cookie's value, which only the browser has;
// the store has a hash of it (see Session).
func sealer(id string) cipher.AEAD {
	key, err := hkdf.Key(sha256.New, []byte(id), nil, "entlink casclient grant", 32)
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
	return sealer(id).Seal(nil, nil, []byte(g), nil)
}

// unseal returns no grant if the store has changed it.
func unseal(id string, sealed []byte) Grant {
	if len(sealed) == 0 {
		return ""
	}
	g, err := sealer(id).Open(nil, nil, sealed, nil)
	if err != nil {
		return ""
	}
	return Grant(g)
}
