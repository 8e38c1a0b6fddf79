module github.com/entlink/entlink/examples/connector

go 1.25.0

require (
	github.com/entlink/entlink v0.0.0
	github.com/google/go-cmp v0.7.0
	github.com/spf13/cobra v1.10.1
	golang.org/x/text v0.41.0
)

replace github.com/entlink/entlink => ../..
