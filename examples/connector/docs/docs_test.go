package docs

import (
	"image"
	_ "image/png" // the figures' format
	"io/fs"
	"os"
	"regexp"
	"testing"
)

// TestTheGuideHasItsFigures holds the guide and its figures together: none is
// missing, none is left over, and all are small.
func TestTheGuideHasItsFigures(t *testing.T) {
	guide, err := os.ReadFile("guide.fr.md")
	if err != nil {
		t.Fatal(err)
	}
	shown := map[string]bool{}
	for _, m := range regexp.MustCompile(`!\[[^\]]+\]\(([^)]+)\)`).FindAllSubmatch(guide, -1) {
		shown[string(m[1])] = true
	}
	files, err := fs.Glob(os.DirFS("."), "images/*.png")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if !shown[name] {
			t.Errorf("%s is not shown", name)
		}
		delete(shown, name)
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		st, err := f.Stat()
		if err != nil {
			t.Fatal(err)
		}
		if st.Size() > 60<<10 {
			t.Errorf("%s has %d bytes: CONNECTOR_SCREENSHOTS makes small ones", name, st.Size())
		}
		if c, format, err := image.DecodeConfig(f); err != nil || format != "png" || c.Width != 900 {
			t.Errorf("%s: %s, %d wide, %v", name, format, c.Width, err)
		}
		f.Close()
	}
	for name := range shown {
		t.Errorf("%s is missing", name)
	}
}
