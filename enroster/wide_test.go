package enroster

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// TestWideDecoder wants of random text and random bytes what x/text makes of them.
func TestWideDecoder(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	letters := []rune("aé;\r\n\"ßœŸ’😀\ufeff\u07ff\u0800\x00")
	for n := range 2000 {
		endian, high := unicode.LittleEndian, 1
		if n%2 == 0 {
			endian, high = unicode.BigEndian, 0
		}
		enc := unicode.UTF16(endian, unicode.IgnoreBOM)
		text := make([]rune, rng.IntN(200)*rng.IntN(100))
		for i := range text {
			text[i] = letters[rng.IntN(1+rng.IntN(len(letters)))]
		}
		data, err := enc.NewEncoder().Bytes([]byte(string(text)))
		if err != nil {
			t.Fatal(err)
		}
		for range rng.IntN(4) * (n % 3) {
			at := rng.IntN(len(data) + 1)
			data = append(append(bytes.Clone(data[:at]), byte(rng.IntN(256))), data[at:]...)
		}
		want, err1 := enc.NewDecoder().Bytes(data)
		got, _, err2 := transform.Bytes(wideDecoder{enc.NewDecoder(), high}, data)
		if !bytes.Equal(got, want) || err1 != err2 {
			t.Fatalf("%x is %q, error %v, want %q, %v", data, got, err2, want, err1)
		}
	}
}
