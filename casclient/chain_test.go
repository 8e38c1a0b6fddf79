package casclient

import (
	"net/url"
	"path"
	"strings"
	"testing"
)

func TestProxyChains(t *testing.T) {
	const a, b = "https://a.example/app", "https://b.example/proxy?x=1"
	exact := func(s string) ProxyRule { return ProxyRule{URL: s} }
	prefix := func(s string) ProxyRule { return ProxyRule{Prefix: s} }
	pattern := func(s string) ProxyRule { return ProxyRule{Pattern: s} }
	for _, tt := range []struct {
		what    string
		chain   ProxyChain
		proxies []string
		want    bool
	}{
		{"the address itself", ProxyChain{exact(a)}, []string{a}, true},
		{"an address with a query", ProxyChain{exact(b)}, []string{b}, true},
		{"one with a slash more", ProxyChain{exact(a)}, []string{a + "/"}, false},
		{"no proxies", ProxyChain{exact(a)}, nil, false},
		{"one proxy more than rules", ProxyChain{exact(a)}, []string{a, b}, false},
		{"one rule more than proxies", ProxyChain{exact(a), exact(b)}, []string{a}, false},
		{"two in their order", ProxyChain{exact(a), exact(b)}, []string{a, b}, true},
		{"two in the other order", ProxyChain{exact(a), exact(b)}, []string{b, a}, false},
		{"rules of all kinds", ProxyChain{exact(a), prefix("https://b.example"), pattern(`https://c\.example/\d+`)}, []string{a, b, "https://c.example/7"}, true},

		{"a prefix is the address", ProxyChain{prefix("https://a.example/app")}, []string{"https://a.example/app"}, true},
		{"a prefix with a query behind it", ProxyChain{prefix("https://a.example/app")}, []string{"https://a.example/app?x=/../"}, true},
		{"a prefix and what is below it", ProxyChain{prefix("https://a.example/app")}, []string{"https://a.example/app/pgt"}, true},
		{"a prefix that ends inside a name", ProxyChain{prefix("https://a.example/app")}, []string{"https://a.example/application"}, false},
		{"a prefix with a slash, below it", ProxyChain{prefix("https://a.example/app/")}, []string{"https://a.example/app/pgt"}, true},
		{"a prefix with a slash, without it", ProxyChain{prefix("https://a.example/app/")}, []string{"https://a.example/app"}, false},
		{"a host and its pages", ProxyChain{prefix("https://a.example")}, []string{"https://a.example/x"}, true},
		{"a host alone", ProxyChain{prefix("https://a.example/")}, []string{"https://a.example"}, true},
		{"a host in capitals, the port written", ProxyChain{prefix("https://a.example")}, []string{"https://A.example:443/x"}, true},
		{"a host that goes on", ProxyChain{prefix("https://a.example")}, []string{"https://a.example.evil.example/"}, false},
		{"a host as the user of another", ProxyChain{prefix("https://a.example")}, []string{"https://a.example@evil.example/"}, false},
		{"another port", ProxyChain{prefix("https://a.example")}, []string{"https://a.example:8443/"}, false},
		{"another scheme", ProxyChain{prefix("https://a.example")}, []string{"http://a.example/"}, false},
		{"dots that leave the prefix", ProxyChain{prefix("https://a.example/app")}, []string{"https://a.example/app/../evil"}, false},
		{"dots in escapes", ProxyChain{prefix("https://a.example/app")}, []string{"https://a.example/app/%2e%2E/evil"}, false},
		{"a slash in escapes", ProxyChain{prefix("https://a.example/app")}, []string{"https://a.example/app/x%2f..%2fy"}, false},
		{"a backslash in escapes", ProxyChain{prefix("https://a.example/app")}, []string{"https://a.example/app/x%5cy"}, false},
		{"dots before a path parameter, which Tomcat takes for dots", ProxyChain{prefix("https://a.example/app")}, []string{"https://a.example/app/..;/evil"}, false},
		{"dots before a path parameter in escapes", ProxyChain{prefix("https://a.example/app")}, []string{"https://a.example/app/%2e%2e%3bx=y/evil"}, false},
		{"dots escaped twice", ProxyChain{prefix("https://a.example/app")}, []string{"https://a.example/app/%252e%252e/evil"}, false},
		{"dots with a space behind them", ProxyChain{prefix("https://a.example/app")}, []string{"https://a.example/app/..%20/evil"}, false},
		{"dots in two bytes each", ProxyChain{prefix("https://a.example/app")}, []string{"https://a.example/app/%c0%ae%c0%ae/evil"}, false},
		{"the end of a text in escapes", ProxyChain{prefix("https://a.example/app")}, []string{"https://a.example/app/..%00/evil"}, false},
		{"a path parameter", ProxyChain{prefix("https://a.example/app")}, []string{"https://a.example/app/x;v=1.2/pgt"}, true},
		{"letters in escapes", ProxyChain{prefix("https://a.example/app")}, []string{"https://a.example/app/%C3%A9l%C3%A8ve"}, true},
		{"a host with a letter that only Go makes small in this way", ProxyChain{prefix("https://mail.example")}, []string{"https://ma\u0130l.example/pgt"}, false},
		{"a host with a sign that looks like a letter", ProxyChain{prefix("https://k.example")}, []string{"https://\u212a.example/pgt"}, false},
		{"no URL", ProxyChain{prefix("https://a.example")}, []string{"a.example"}, false},

		{"a pattern", ProxyChain{pattern(`https://[a-c]\.example/app`)}, []string{a}, true},
		{"a pattern matches the whole", ProxyChain{pattern(`https://a\.example`)}, []string{"https://a.example.evil.example"}, false},
		{"from the beginning", ProxyChain{pattern(`https://a\.example`)}, []string{"https://evil.example/?https://a.example"}, false},
		{"each alternative", ProxyChain{pattern(`https://a|https://b`)}, []string{"https://bb"}, false},
		{"not one line of two", ProxyChain{pattern(`(?m)^https://a$`)}, []string{"https://evil\nhttps://a"}, false},
		{"its case", ProxyChain{pattern(`https://a\.example`)}, []string{"https://A.example"}, false},
		{"its case, if it says so", ProxyChain{pattern(`(?i)https://a\.example`)}, []string{"https://A.example"}, true},
	} {
		c, err := New("https://ent.example.org/cas", "https://notes.example.org/cas", &Options{ProxyChains: []ProxyChain{{exact("https://other.example/")}, tt.chain}})
		if err != nil {
			t.Errorf("%s: %v", tt.what, err)
			continue
		}
		if got := c.allowed(tt.proxies); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.what, got, tt.want)
		}
	}
}

func TestProxyRulesThatMakeNoSense(t *testing.T) {
	for what, chain := range map[string]ProxyChain{
		"no rule":                          {},
		"an empty rule":                    {{}},
		"two fields":                       {{URL: "https://a.example", Prefix: "https://a.example"}},
		"an address and a pattern":         {{URL: "https://a.example", Pattern: "b"}},
		"a prefix and a pattern":           {{Prefix: "https://a.example", Pattern: "b"}},
		"three fields":                     {{URL: "a", Prefix: "https://a.example", Pattern: "a"}},
		"a prefix that is no URL":          {{Prefix: "a.example"}},
		"a prefix in clear":                {{Prefix: "http://a.example"}},
		"a prefix with a query":            {{Prefix: "https://a.example/?a"}},
		"a prefix with dots":               {{Prefix: "https://a.example/../b"}},
		"a broken pattern":                 {{Pattern: "("}},
		"a pattern with an open quotation": {{Pattern: `\Qhttps://a.example`}},
		"a pattern that breaks anchors":    {{Pattern: "a)|(?:b"}},
	} {
		if _, err := New("https://ent.example.org/cas", "https://notes.example.org/cas", &Options{ProxyChains: []ProxyChain{chain}}); err == nil {
			t.Errorf("%s: no error", what)
		}
	}
}

// Whatever a proxy calls itself, a prefix rule lets through only what is
// below the prefix in the eyes of everybody.
func FuzzPrefixRule(f *testing.F) {
	for _, s := range []string{"https://a.example/app", "https://a.example/app/../x", "https://a.example/application", "https://a.example%2fapp", "https://A.EXAMPLE:443/app/x?y#z"} {
		f.Add(s)
	}
	rule, err := ProxyRule{Prefix: "https://a.example/app"}.read(false)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !rule.matches(s, false) {
			return
		}
		l, err := absolute(s, false)
		if err != nil || l.origin != "https://a.example:443" {
			t.Errorf("%q: %v, %v", s, l, err)
		}
		u, err := url.Parse(s)
		if err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		if p := path.Clean(u.Path); p != "/app" && !strings.HasPrefix(p, "/app/") {
			t.Errorf("%q is %s", s, p)
		}
	})
}
