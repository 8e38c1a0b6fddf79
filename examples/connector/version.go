package main

import (
	"cmp"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
)

// release is the version that .ci/build writes into the program; "" in one that
// was built otherwise.
var release string

// A version is what the program knows of its own making.
type version struct {
	Version  string `json:"version"`
	Revision string `json:"revision"` // of the source, "" if not known
	Modified bool   `json:"modified"` // the source was changed after that revision
	Time     string `json:"time"`     // of the revision
	Go       string `json:"go"`
	Platform string `json:"platform"`
}

func programVersion() version {
	v := version{Version: release, Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		v.Version = cmp.Or(v.Version, "devel")
		return v
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			v.Revision = s.Value
		case "vcs.modified":
			v.Modified = s.Value == "true"
		case "vcs.time":
			v.Time = s.Value
		}
	}
	v.Version = cmp.Or(v.Version, strings.Trim(info.Main.Version, "()"), "devel")
	return v
}

// String is one line: connector v0.1.0 (0a1b2c3d4e5f, go1.25.0, linux/amd64).
func (v version) String() string {
	about := []string{}
	if v.Revision != "" {
		r := v.Revision[:min(len(v.Revision), 12)]
		if v.Modified {
			r += "+"
		}
		about = append(about, r)
	}
	return fmt.Sprintf("connector %s (%s)", v.Version, strings.Join(append(about, v.Go, v.Platform), ", "))
}
