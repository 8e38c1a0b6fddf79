package interop

import (
	"os/exec"
	"syscall"
)

// diesWithUs lets the kernel end the program if the tests are killed, and
// gives it a process group, so that stop reaches its children too.
func diesWithUs(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL, Setpgid: true}
}

func stop(cmd *exec.Cmd) { syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
