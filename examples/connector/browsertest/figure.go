package browsertest

import (
	"bytes"
	"cmp"
	"image"
	"image/color"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/chromedp/chromedp"
)

// The figures of a guide: as wide as a page of text, no longer than is looked
// at, and of few colours, which keeps them small.
const (
	figureWidth  = 900
	figureHeight = 1100
	colours      = 40
)

// Figure takes a picture of the page for a guide, if pictures are wanted.
func (b *Tab) Figure(name string) {
	b.t.Helper()
	dir := os.Getenv(Pictures)
	if dir == "" {
		return
	}
	b.Do(chromedp.EmulateViewport(figureWidth, 600))
	whole, err := png.Decode(bytes.NewReader(b.picture()))
	if err != nil {
		b.t.Fatal(err)
	}
	var out bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(&out, indexed(whole, figureHeight)); err != nil {
		b.t.Fatal(err)
	}
	b.write(filepath.Join(dir, "guide", name+".png"), out.Bytes())
	b.Do(chromedp.EmulateViewport(widths[0], 900))
}

// indexed is a picture with its most frequent colours alone, cut at a height.
func indexed(m image.Image, height int) *image.Paletted {
	r := m.Bounds()
	r.Max.Y = min(r.Max.Y, r.Min.Y+height)
	often := map[color.RGBA]int{}
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			often[color.RGBAModel.Convert(m.At(x, y)).(color.RGBA)]++
		}
	}
	list := slices.SortedFunc(maps.Keys(often), func(a, b color.RGBA) int {
		return cmp.Or(often[b]-often[a], cmp.Compare(a.R, b.R), cmp.Compare(a.G, b.G), cmp.Compare(a.B, b.B))
	})
	var palette color.Palette
	for _, c := range list[:min(len(list), colours)] {
		palette = append(palette, c)
	}
	out := image.NewPaletted(r, palette)
	nearest := map[color.RGBA]uint8{}
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			c := color.RGBAModel.Convert(m.At(x, y)).(color.RGBA)
			i, ok := nearest[c]
			if !ok {
				i = uint8(palette.Index(c))
				nearest[c] = i
			}
			out.SetColorIndex(x, y, i)
		}
	}
	return out
}
