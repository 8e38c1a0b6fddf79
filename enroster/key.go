package enroster

import (
	"encoding/binary"
	"encoding/hex"
	"hash/maphash"
	"unicode/utf8"
)

// key is an identifier in the room of a GUID: its 16 bytes, or 16 bytes of hash where an ENT or an application writes
// identifiers of another kind. Keys of one hasher compare; the zero key is no identifier.
type key [16]byte

// hasher makes keys. Its hashes have seeds of their own, so that nobody can write a file whose names or identifiers
// collide; by chance two of a million names do so once in 10^17 files.
type hasher struct {
	seeds [2]maphash.Seed
	buf   []byte
}

func newHasher() hasher {
	return hasher{seeds: [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}}
}

// id gives the key of an identifier. guid is false where it is no GUID, so that its text cannot be had back.
func (h *hasher) id(s string) (k key, guid bool) {
	if s == "" {
		return key{}, false
	}
	id, ok := CanonicalGUID(s)
	if !ok {
		if id == "" {
			return key{}, false
		}
		binary.BigEndian.PutUint64(k[:8], maphash.String(h.seeds[0], id))
		binary.BigEndian.PutUint64(k[8:], maphash.String(h.seeds[1], id)|1) // |1: never zero
		return k, false
	}
	at := 0
	for i := range k {
		if id[at] == '-' {
			at++
		}
		k[i] = hexDigit(id[at])<<4 | hexDigit(id[at+1])
		at += 2
	}
	return k, true
}

// hexDigit is the value of a hexadecimal digit in small letters.
func hexDigit(c byte) byte {
	if c >= 'a' {
		return c - 'a' + 10
	}
	return c - '0'
}

// guid gives the canonical GUID that the key was made of.
func (k key) guid() string {
	var b [36]byte
	hex.Encode(b[:8], k[:4])
	hex.Encode(b[9:13], k[4:6])
	hex.Encode(b[14:18], k[6:8])
	hex.Encode(b[19:23], k[8:10])
	hex.Encode(b[24:], k[10:])
	b[8], b[13], b[18], b[23] = '-', '-', '-', '-'
	return string(b[:])
}

// names gives the hash of two names, whatever their case, accents, hyphens and spaces are. ok is false when one of them
// is missing.
func (h *hasher) names(last, first string) (sum [12]byte, ok bool) {
	h.buf = appendFold(h.buf[:0], last)
	n := len(h.buf)
	h.buf = append(h.buf, 0)
	h.buf = appendFold(h.buf, first)
	if n == 0 || len(h.buf) == n+1 {
		return sum, false
	}
	binary.BigEndian.PutUint64(sum[:8], maphash.Bytes(h.seeds[0], h.buf))
	binary.BigEndian.PutUint32(sum[8:], uint32(maphash.Bytes(h.seeds[1], h.buf)))
	return sum, true
}

// latinFold is foldKey of each letter from À to ÿ, which are most accented letters of a file.
var latinFold = func() (t [0x40]string) {
	for i := range t {
		t[i] = foldKey(string(rune(0xc0 + i)))
	}
	return t
}()

// appendFold appends foldKey(s).
func appendFold(b []byte, s string) []byte {
	start := len(b)
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			b = append(b, c)
		case c >= 'A' && c <= 'Z':
			b = append(b, c+'a'-'A')
		case c < utf8.RuneSelf:
		case c == 0xc3 && i+1 < len(s) && s[i+1]&0xc0 == 0x80: // À to ÿ in UTF-8
			i++
			b = append(b, latinFold[s[i]&0x3f]...)
		default:
			return append(b[:start], foldKey(s)...)
		}
	}
	return b
}

// kindOf gives the kind of people that profiles belong to: Pupil, Guardian or Staff, the first of them that p has, or 0
// where the file does not say. Files tell kinds well and single profiles badly.
func kindOf(p Profile) Profile {
	switch {
	case p == 0:
		return 0
	case p.Has(Pupil):
		return Pupil
	case p.Has(Guardian):
		return Guardian
	}
	return Staff
}

// packDate puts a date into 23 bits, 0 for none, so that packed dates compare as dates do.
func packDate(d Date) uint32 {
	if d.IsZero() {
		return 0
	}
	return uint32(d.Year&0x3fff)<<9 | uint32(d.Month&0xf)<<5 | uint32(d.Day&0x1f)
}
