module github.com/entlink/entlink

go 1.25.0

require (
	github.com/google/go-cmp v0.7.0
	github.com/xrash/smetrics v0.0.0-20250705151800-55b8f293f342
	golang.org/x/text v0.41.0
)
