//go:build !linux

package interop

import "os/exec"

func diesWithUs(*exec.Cmd) {}

func stop(cmd *exec.Cmd) { cmd.Process.Kill() }
