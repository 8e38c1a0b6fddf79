package demo

import (
	"bytes"
	"context"
	"errors"
	"net"
	"net/http"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"
)

func TestCheck(t *testing.T) {
	for _, lang := range []string{"fr", "en"} {
		t.Run(lang, func(t *testing.T) {
			var out bytes.Buffer
			if err := Check(t.Context(), Options{Out: &out, Lang: lang}); err != nil {
				t.Fatalf("%v\n%s", err, &out)
			}
			w := words{lang}
			if got := strings.Count(out.String(), "  "+w.T("check-ok")+"\n"); got != len(steps) {
				t.Errorf("%d steps printed, want %d:\n%s", got, len(steps), &out)
			}
			if !strings.Contains(out.String(), w.T("check-done", len(steps))) {
				t.Errorf("no last line:\n%s", &out)
			}
		})
	}
}

func TestCheckNamesTheStepThatFailed(t *testing.T) {
	s := newSite(t)
	s.out = new(bytes.Buffer)
	s.ent.activated = true // somebody was there before
	err := s.check(t.Context())
	if err == nil || !strings.HasPrefix(err.Error(), "étape 1 (Avant l’activation") {
		t.Errorf("error %v, want one that names step 1", err)
	}
}

func TestCheckEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := Check(ctx, Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
}

// lines passes on what is printed, so that a test knows when Run is ready.
type lines chan string

func (l lines) Write(b []byte) (int, error) {
	l <- string(b)
	return len(b), nil
}

func TestRunServesUntilItsContextIsDoneAndLeavesNothing(t *testing.T) {
	before := runtime.NumGoroutine()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	out, done := make(lines, 100), make(chan error)
	go func() { done <- Run(ctx, Options{Out: out}) }()

	var printed string
	for !strings.Contains(printed, "Ctrl+C") {
		select {
		case s := <-out:
			printed += s
		case err := <-done:
			t.Fatalf("Run ended: %v\n%s", err, printed)
		}
	}
	addresses := regexp.MustCompile(`http://127\.0\.0\.1:\d+/`).FindAllString(printed, -1)
	if len(addresses) != 3 {
		t.Fatalf("addresses %v in\n%s", addresses, printed)
	}
	transport := new(http.Transport)
	for _, address := range addresses {
		p, err := newBrowser(transport).get(ctx, address)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(p.url, addresses[0]) {
			continue
		}
		t.Errorf("%s led to %s, want the ENT", address, p.url)
	}
	cancel()
	if err := <-done; err != nil {
		t.Errorf("Run: %v", err)
	}
	transport.CloseIdleConnections()
	for range 6000 { // connections end a moment after both sides closed them
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	stacks := make([]byte, 1<<16)
	t.Errorf("%d goroutines, %d before:\n%s", runtime.NumGoroutine(), before, stacks[:runtime.Stack(stacks, true)])
}

func TestAddressesOfOtherMachinesAreRefused(t *testing.T) {
	for _, address := range []string{":8080", "0.0.0.0:0", "[::]:0", "192.0.2.1:80", "example.org:80", "127.0.0.1", "nonsense"} {
		for _, opts := range []Options{{ENTAddr: address}, {AppAddr: address}, {PagesAddr: address}} {
			err := Run(t.Context(), opts)
			if err == nil || !strings.Contains(err.Error(), "127.0.0.1:8080") {
				t.Errorf("%+v: error %v, want one that shows how to write it", opts, err)
			}
		}
	}
}

func TestAnAddressInUseIsSaid(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	err = Run(t.Context(), Options{Lang: "en", AppAddr: l.Addr().String()})
	if err == nil || !strings.Contains(err.Error(), "is not free") {
		t.Errorf("error %v", err)
	}
}

func TestAnUnknownLanguageIsRefused(t *testing.T) {
	if err := Check(t.Context(), Options{Lang: "de"}); err == nil {
		t.Error("no error")
	}
}
