// Package telemetry shows the operators of the pages how they fare: probes, a
// log of requests, Prometheus metrics and OpenTelemetry traces. Nothing in it
// names anybody: a request is its method, the pattern of the route that
// answered, a status and a time. Addresses as visitors send them, their
// queries, and where visitors come from are left out.
package telemetry

import (
	"context"
	"log/slog"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/sdk/resource"
	"go.opentelemetry.io/otel/sdk/trace"
	api "go.opentelemetry.io/otel/trace"
)

// Options say what is told, and to whom. The zero value tells nobody anything
// but the probes.
type Options struct {
	// Log gets one line a request; nil gets none.
	Log *slog.Logger
	// Metrics makes the Telemetry count requests for Metrics.
	Metrics bool
	// Traces gets one span a request; nil gets none.
	Traces trace.SpanExporter
	// Version is the program's, for the metrics and the traces.
	Version string
	// Ready says whether the pages can work; it is asked by /readyz. nil is
	// always.
	Ready func(context.Context) error
	// Route returns a context in which the handler notes the pattern of its
	// route. Required.
	Route func(context.Context) (context.Context, *string)
}

// A Telemetry watches requests. Make one with New. It may be used from several
// goroutines.
type Telemetry struct {
	options  Options
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	provider *trace.TracerProvider
	tracer   api.Tracer
}

// New makes a Telemetry. Close it to send the last traces.
func New(opts Options) *Telemetry {
	t := &Telemetry{options: opts}
	if opts.Metrics {
		t.count()
	}
	if opts.Traces != nil {
		// The resource of the standard variables (OTEL_SERVICE_NAME,
		// OTEL_RESOURCE_ATTRIBUTES) goes before ours.
		about, err := resource.Merge(resource.NewSchemaless(attribute.String("service.name", "connector"), attribute.String("service.version", opts.Version)), resource.Environment())
		if err != nil {
			about = resource.Environment()
		}
		t.provider = trace.NewTracerProvider(trace.WithBatcher(opts.Traces), trace.WithResource(about))
		t.tracer = t.provider.Tracer("github.com/entlink/entlink/examples/connector")
	}
	return t
}

// count makes the metrics.
func (t *Telemetry) count() {
	t.requests = prometheus.NewCounterVec(prometheus.CounterOpts{Name: "connector_requests_total", Help: "Requests answered, by the pattern of their route."}, []string{"route", "code"})
	t.seconds = prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "connector_request_seconds", Help: "Time to answer.", Buckets: []float64{.005, .02, .05, .1, .2, .5, 1, 5, 20, 60}}, []string{"route"})
	build := prometheus.NewGauge(prometheus.GaugeOpts{Name: "connector_build_info", Help: "Always 1; the label is the program's version.", ConstLabels: prometheus.Labels{"version": t.options.Version}})
	build.Set(1)
	ready := prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "connector_ready", Help: "1 if the store can be reached."}, func() float64 {
		if t.ready(context.Background()) != nil {
			return 0
		}
		return 1
	})
	t.registry = prometheus.NewRegistry()
	t.registry.MustRegister(t.requests, t.seconds, build, ready, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
}

// Metrics answers /metrics for Prometheus. It stands on an address of its own,
// for it is the operators' and not the visitors'.
func (t *Telemetry) Metrics() http.Handler {
	mux := http.NewServeMux()
	if t.registry != nil {
		mux.Handle("GET /metrics", promhttp.HandlerFor(t.registry, promhttp.HandlerOpts{}))
	}
	return mux
}

// Exporter makes the exporter of traces that the standard variables of
// OpenTelemetry ask for (OTEL_EXPORTER_OTLP_ENDPOINT and its like, over HTTP);
// nil if they ask for none.
func Exporter(ctx context.Context) (trace.SpanExporter, error) {
	if os.Getenv("OTEL_EXPORTER_OTLP_ENDPOINT") == "" && os.Getenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT") == "" ||
		strings.EqualFold(os.Getenv("OTEL_SDK_DISABLED"), "true") || os.Getenv("OTEL_TRACES_EXPORTER") == "none" {
		return nil, nil
	}
	return otlptracehttp.New(ctx)
}

// Close sends the last traces.
func (t *Telemetry) Close(ctx context.Context) error {
	if t.provider == nil {
		return nil
	}
	return t.provider.Shutdown(ctx)
}

// probing bounds how long a probe waits for the store.
const probing = 2 * time.Second

func (t *Telemetry) ready(ctx context.Context) error {
	if t.options.Ready == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, probing)
	defer cancel()
	return t.options.Ready(ctx)
}

// Handler answers the probes /livez and /readyz itself, wherever the pages
// stand, and watches what next answers.
func (t *Telemetry) Handler(next http.Handler) http.Handler {
	watched := t.watch(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/livez":
			probe(w, nil)
		case "/readyz":
			probe(w, t.ready(r.Context()))
		default:
			watched.ServeHTTP(w, r)
		}
	})
}

// probe answers those who ask whether to send visitors here. Why not, the log
// says, and not strangers.
func probe(w http.ResponseWriter, err error) {
	h := w.Header()
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-store")
	said := "ok\n"
	if err != nil {
		w.WriteHeader(http.StatusServiceUnavailable)
		said = "not ready\n"
	}
	_, _ = w.Write([]byte(said)) // who asked may be gone
}

// watch tells of each request once it is answered.
func (t *Telemetry) watch(next http.Handler) http.Handler {
	if t.options.Log == nil && t.requests == nil && t.tracer == nil {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		ctx, pattern := t.options.Route(r.Context())
		var span api.Span
		if t.tracer != nil {
			ctx = propagation.TraceContext{}.Extract(ctx, propagation.HeaderCarrier(r.Header))
			ctx, span = t.tracer.Start(ctx, "request", api.WithSpanKind(api.SpanKindServer))
			defer span.End()
		}
		seen := &answer{ResponseWriter: w, status: http.StatusOK}
		defer func() {
			t.tell(request{route: route(*pattern), method: method(r.Method), status: seen.status, took: time.Since(began)}, span)
		}()
		next.ServeHTTP(seen, r.WithContext(ctx))
	})
}

// A request is what is told of one.
type request struct {
	route, method string
	status        int
	took          time.Duration
}

func (t *Telemetry) tell(q request, span api.Span) {
	if t.options.Log != nil {
		t.options.Log.Info("request", "method", q.method, "route", q.route, "status", q.status, "ms", q.took.Milliseconds())
	}
	if t.requests != nil {
		t.requests.WithLabelValues(q.route, strconv.Itoa(q.status)).Inc()
		t.seconds.WithLabelValues(q.route).Observe(q.took.Seconds())
	}
	if span != nil {
		span.SetName(q.route)
		span.SetAttributes(attribute.String("http.request.method", q.method), attribute.String("http.route", q.route), attribute.Int("http.response.status_code", q.status))
	}
}

// route names a pattern; those that the pages don't know are one.
func route(pattern string) string {
	if pattern == "" || pattern == "/" {
		return "other"
	}
	return pattern
}

// method names a method; those that nobody needs are one.
func method(m string) string {
	switch m {
	case http.MethodGet, http.MethodHead, http.MethodPost:
		return m
	}
	return "other"
}

// An answer notes the status of what is written.
type answer struct {
	http.ResponseWriter
	status int
	wrote  bool
}

func (a *answer) WriteHeader(status int) {
	if !a.wrote && status >= 200 {
		a.status, a.wrote = status, true
	}
	a.ResponseWriter.WriteHeader(status)
}

func (a *answer) Write(b []byte) (int, error) {
	a.wrote = true
	return a.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach what is below.
func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }
