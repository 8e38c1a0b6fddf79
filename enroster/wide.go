package enroster

import "golang.org/x/text/transform"

// wideDecoder is x/text's decoder of UTF-16 with a short way for the characters below U+0800, which most files have
// alone.
type wideDecoder struct {
	transform.Transformer     // x/text's own
	high                  int // place of a unit's high byte: 0 or 1
}

// Transform decodes the characters below U+0800 that src begins with, and leaves the rest to x/text.
func (d wideDecoder) Transform(dst, src []byte, atEOF bool) (nDst, nSrc int, err error) {
	for nSrc+1 < len(src) && nDst+1 < len(dst) {
		high, low := src[nSrc+d.high], src[nSrc+1-d.high]
		switch {
		case high == 0 && low < 0x80:
			dst[nDst] = low
			nDst++
		case high < 0x08:
			dst[nDst] = 0xc0 | high<<2 | low>>6
			dst[nDst+1] = 0x80 | low&0x3f
			nDst += 2
		default:
			n, m, err := d.Transformer.Transform(dst[nDst:], src[nSrc:], atEOF)
			return nDst + n, nSrc + m, err
		}
		nSrc += 2
	}
	n, m, err := d.Transformer.Transform(dst[nDst:], src[nSrc:], atEOF)
	return nDst + n, nSrc + m, err
}
