package casclient

import (
	"testing"
	"time"
)

func TestASignedValueIsForOneCookieAndOneTime(t *testing.T) {
	c, err := New("https://ent.example.org/cas", "https://notes.example.org/cas", nil)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 9, 1, 8, 0, 0, 0, time.UTC)
	value := c.sign("return", "/page", now.Add(time.Minute))
	for _, tt := range []struct {
		what, name, value string
		now               time.Time
		want              string
	}{
		{"as it was made", "return", value, now.Add(59 * time.Second), "/page"},
		{"too late", "return", value, now.Add(time.Minute), ""},
		{"for another cookie", "gateway", value, now, ""},
		{"cut short", "return", value[:20], now, ""},
		{"no base 64", "return", "%" + value, now, ""},
		{"nothing", "return", "", now, ""},
	} {
		got, ok := c.verify(tt.name, tt.value, tt.now)
		if ok != (tt.want != "") || ok && got != tt.want {
			t.Errorf("%s: %q, %v; want %q", tt.what, got, ok, tt.want)
		}
	}
}
