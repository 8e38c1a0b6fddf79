module github.com/entlink/entlink/examples/bench

go 1.25.0

require (
	github.com/entlink/entlink v0.0.0
	github.com/gocarina/gocsv v0.0.0-20240520201108-78e41c74b4b1
	github.com/jszwec/csvutil v1.10.0
	golang.org/x/text v0.41.0
)

replace github.com/entlink/entlink => ../..
