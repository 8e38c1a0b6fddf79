package casclient

import (
	"crypto/sha256"
	"encoding/base64"
	"net/netip"
	"slices"
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
	raw, err := base64.RawURLEncoding.DecodeString(value)
	if err != nil {
		t.Fatal(err)
	}
	moved := base64.RawURLEncoding.EncodeToString(slices.Insert(raw, sha256.Size, []byte("urn")...))
	for _, tt := range []struct {
		what, name, value string
		now               time.Time
		want              string
	}{
		{"as it was made", "return", value, now.Add(59 * time.Second), "/page"},
		{"too late", "return", value, now.Add(time.Minute), ""},
		{"for another cookie", "gateway", value, now, ""},
		{"for a cookie whose name begins alike, and the rest of the name moved", "ret", moved, now, ""},
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

// What stands for a user in her cookie is no signature that a cookie could
// have, whatever she is called at the CAS server.
func TestAUserIsNoSignedValue(t *testing.T) {
	c, err := New("https://ent.example.org/cas", "https://notes.example.org/cas", nil)
	if err != nil {
		t.Fatal(err)
	}
	key, name := c.opts.CookieKeys[0], c.userCookie()
	chosen := "AAAAAAAA" + "of somebody else" // the date of an expiry far away, and a payload
	forged := base64.RawURLEncoding.EncodeToString(append(c.mark(key, chosen), chosen...))
	if got, ok := c.verify(name, forged, time.Now()); ok {
		t.Errorf("a user's mark signs %q", got)
	}
}

// A program that wipes its copy of the keys, as careful ones do, had cookies
// signed with noughts.
func TestKeysAreCopied(t *testing.T) {
	key := []byte("0123456789abcdef0123456789abcdef")
	proxies := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}
	c, err := New("https://ent.example.org/cas", "https://notes.example.org/cas", &Options{CookieKeys: [][]byte{key}, TrustedProxies: proxies})
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	value := c.sign("return", "/page", now.Add(time.Minute))
	clear(key)
	proxies[0] = netip.MustParsePrefix("0.0.0.0/0")
	if _, ok := c.verify("return", value, now); !ok {
		t.Error("the key has changed")
	}
	if c.trusts(netip.MustParseAddr("192.0.2.7")) {
		t.Error("the trusted proxies have changed")
	}
}
