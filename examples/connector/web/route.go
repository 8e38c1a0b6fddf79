package web

import (
	"context"
	"net/http"
)

type routeKey struct{}

// WithRoute returns a context for a request in which the pages note the pattern
// of the route that answers it, such as "GET /homonymes/cas". It is for logs
// and metrics: addresses as visitors send them may name people. The pattern
// stays empty where no route answered.
func WithRoute(ctx context.Context) (context.Context, *string) {
	pattern := new(string)
	return context.WithValue(ctx, routeKey{}, pattern), pattern
}

// routed notes the pattern by which mux answers.
func routed(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if pattern, ok := r.Context().Value(routeKey{}).(*string); ok {
			_, *pattern = mux.Handler(r)
		}
		mux.ServeHTTP(w, r)
	})
}
