package telemetry

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"go.opentelemetry.io/otel/sdk/trace/tracetest"
)

// routeIn notes the pattern of the tests' one route, as the pages do.
func routeIn(ctx context.Context) (context.Context, *string) {
	pattern := new(string)
	return context.WithValue(ctx, key{}, pattern), pattern
}

type key struct{}

func pages(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/homonymes/cas" {
		if pattern, ok := r.Context().Value(key{}).(*string); ok { // which nobody asks for where nothing is told
			*pattern = "GET /homonymes/cas"
		}
		_, _ = io.WriteString(w, "MARTIN Léa")
		return
	}
	http.Error(w, "no", http.StatusNotFound)
}

func get(t *testing.T, h http.Handler, target string) (int, string) {
	t.Helper()
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, httptest.NewRequestWithContext(t.Context(), http.MethodGet, target, nil))
	return rec.Code, rec.Body.String()
}

func TestProbes(t *testing.T) {
	var broken error
	h := New(Options{Ready: func(context.Context) error { return broken }, Route: routeIn}).Handler(http.HandlerFunc(pages))
	for _, tt := range []struct {
		why, path string
		broken    error
		code      int
		body      string
	}{
		{"the process lives", "/livez", nil, http.StatusOK, "ok\n"},
		{"the store answers", "/readyz", nil, http.StatusOK, "ok\n"},
		{"the process lives though the store is gone", "/livez", errors.New("db.example.org: password wrong"), http.StatusOK, "ok\n"},
		{"the store is gone, and strangers don't learn why", "/readyz", errors.New("db.example.org: password wrong"), http.StatusServiceUnavailable, "not ready\n"},
		{"a page", "/homonymes/cas", nil, http.StatusOK, "MARTIN Léa"},
	} {
		broken = tt.broken
		if code, body := get(t, h, tt.path); code != tt.code || body != tt.body {
			t.Errorf("%s: %d %q, want %d %q", tt.why, code, body, tt.code, tt.body)
		}
	}
}

// TestNobodyIsNamed asks for pages by addresses that name people, and wants
// none of it in log, metrics and traces.
func TestNobodyIsNamed(t *testing.T) {
	var log bytes.Buffer
	spans := tracetest.NewInMemoryExporter()
	tel := New(Options{Log: slog.New(slog.NewJSONHandler(&log, nil)), Metrics: true, Traces: spans, Version: "v1.2.3", Route: routeIn})
	h := tel.Handler(http.HandlerFunc(pages))
	get(t, h, "/homonymes/cas?compte=SECRET-1234")
	get(t, h, "/SECRET-Martin/Lea")
	_, metrics := get(t, tel.Metrics(), "/metrics")
	if err := tel.provider.ForceFlush(t.Context()); err != nil {
		t.Fatal(err)
	}
	told := spans.GetSpans()
	var names []string
	traces := ""
	for _, s := range told.Snapshots() {
		names = append(names, s.Name())
		for _, a := range append(s.Attributes(), s.Resource().Attributes()...) {
			traces += string(a.Key) + "=" + a.Value.Emit() + "\n"
		}
	}
	for what, text := range map[string]string{"log": log.String(), "metrics": metrics, "traces": traces + strings.Join(names, "\n")} {
		if strings.Contains(text, "SECRET") || strings.Contains(text, "192.0.2.1") { // the visitor's address in httptest
			t.Errorf("the %s name somebody:\n%s", what, text)
		}
		if !strings.Contains(text, "GET /homonymes/cas") || !strings.Contains(text, "404") {
			t.Errorf("the %s lack the requests:\n%s", what, text)
		}
	}
	if want := `connector_requests_total{code="200",route="GET /homonymes/cas"} 1`; !strings.Contains(metrics, want) || !strings.Contains(metrics, `version="v1.2.3"`) {
		t.Errorf("no %s in\n%s", want, metrics)
	}
	if err := tel.Close(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestNothingIsToldUnlessAsked(t *testing.T) {
	for _, name := range []string{"OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"} {
		t.Setenv(name, "")
	}
	if e, err := Exporter(t.Context()); e != nil || err != nil {
		t.Errorf("an exporter %v, %v", e, err)
	}
	if code, _ := get(t, New(Options{Route: routeIn}).Metrics(), "/metrics"); code != http.StatusNotFound {
		t.Errorf("metrics: %d", code)
	}
}

// TestTracesGoWhereTheVariablesSay wants one span at the collector that the
// standard variables name.
func TestTracesGoWhereTheVariablesSay(t *testing.T) {
	got := make(chan string, 10)
	collector := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		got <- r.URL.Path + " " + string(body)
	}))
	defer collector.Close()
	t.Setenv("OTEL_EXPORTER_OTLP_ENDPOINT", collector.URL)
	t.Setenv("OTEL_SERVICE_NAME", "collège")
	exporter, err := Exporter(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	tel := New(Options{Traces: exporter, Route: routeIn})
	get(t, tel.Handler(http.HandlerFunc(pages)), "/homonymes/cas?compte=SECRET")
	if err := tel.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if sent := <-got; !strings.HasPrefix(sent, "/v1/traces ") || !strings.Contains(sent, "GET /homonymes/cas") || !strings.Contains(sent, "collège") || strings.Contains(sent, "SECRET") {
		t.Errorf("the collector got %q", sent)
	}
}
