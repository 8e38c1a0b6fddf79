package casclient

import (
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// sender returns the address from which a request came: the connection's or,
// if that is one of Options.TrustedProxies, the last one of X-Forwarded-For
// that is none of them. Whatever stands before it the visitor may have written
// herself. ok is false if it can't be read.
func (c *Client) sender(r *http.Request) (addr netip.Addr, ok bool) {
	if addr, ok = peerAddr(r.RemoteAddr); !ok || !c.trusts(addr) {
		return addr, ok
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, hop := range slices.Backward(hops) {
		hop = strings.TrimSpace(hop)
		if hop == "" && len(hops) == 1 {
			break // it is the proxy itself that asks
		}
		if addr, ok = peerAddr(hop); !ok || !c.trusts(addr) {
			break
		}
	}
	return addr, ok
}

// trusts reports whether an address is one of our proxies'.
func (c *Client) trusts(addr netip.Addr) bool { return inOne(c.opts.TrustedProxies, addr) }

func inOne(nets []netip.Prefix, addr netip.Addr) bool {
	return slices.ContainsFunc(nets, func(n netip.Prefix) bool { return n.Contains(addr) })
}

// peerAddr reads an address with or without a port. One of IPv4 that is
// written as IPv6 is one of IPv4, and a zone is nobody's business.
func peerAddr(s string) (netip.Addr, bool) {
	addr, err := netip.ParseAddr(s)
	if err != nil {
		withPort, err := netip.ParseAddrPort(s)
		if err != nil {
			return netip.Addr{}, false
		}
		addr = withPort.Addr()
	}
	return addr.Unmap().WithZone(""), true
}
