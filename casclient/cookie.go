package casclient

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"net/http"
	"time"
)

// minKey is the least length of a cookie key, in bytes.
const minKey = 32

// setCookie writes a cookie that scripts can't read and other sites can't
// send with their forms. Lax and not Strict: the way back from the CAS server
// is a navigation from another site. maxAge is in seconds: 0 until the
// browser closes, -1 deletes.
func (c *Client) setCookie(w http.ResponseWriter, name, value string, maxAge int) {
	http.SetCookie(w, &http.Cookie{
		Name:     name,
		Value:    value,
		Path:     "/",
		MaxAge:   maxAge,
		Secure:   c.secure,
		HttpOnly: true,
		SameSite: http.SameSiteLaxMode,
	})
}

// maxCookies is how many cookies of one name are looked at: each may cost the
// session store a question.
const maxCookies = 8

// cookies returns the request's cookies of a name. A browser sends one, for
// only this host can set one that begins with __Host-. Without the prefix
// another program on the same machine may have planted one, which must not
// lock the visitor out.
func cookies(r *http.Request, name string) []*http.Cookie {
	list := r.CookiesNamed(name)
	return list[:min(len(list), maxCookies)]
}

// sign makes a cookie value of a payload that a visitor may read, but neither
// change, nor keep beyond expires, nor use under another cookie name.
func (c *Client) sign(name, payload string, expires time.Time) string {
	data := append(binary.BigEndian.AppendUint64(nil, uint64(expires.Unix())), payload...)
	return base64.RawURLEncoding.EncodeToString(append(mac(c.opts.CookieKeys[0], name, data), data...))
}

// verify returns the payload of a value that sign made, with any of the keys.
func (c *Client) verify(name, value string, now time.Time) (string, bool) {
	raw, err := base64.RawURLEncoding.DecodeString(value)
	if err != nil || len(raw) < sha256.Size+8 {
		return "", false
	}
	sum, data := raw[:sha256.Size], raw[sha256.Size:]
	for _, key := range c.opts.CookieKeys {
		if hmac.Equal(sum, mac(key, name, data)) {
			expires := int64(binary.BigEndian.Uint64(data))
			return string(data[8:]), now.Unix() < expires
		}
	}
	return "", false
}

func mac(key []byte, name string, data []byte) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(name))
	h.Write([]byte{0}) // no cookie name contains it
	h.Write(data)
	return h.Sum(nil)
}
