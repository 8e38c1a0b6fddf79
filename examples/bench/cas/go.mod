module github.com/entlink/entlink/examples/bench/cas

go 1.25.0

require (
	github.com/entlink/entlink v0.0.0
	github.com/google/go-cmp v0.7.0
	gopkg.in/cas.v2 v2.2.3
)

require (
	github.com/golang/glog v1.2.4 // indirect
	gopkg.in/yaml.v2 v2.2.8 // indirect
)

replace github.com/entlink/entlink => ../../..
