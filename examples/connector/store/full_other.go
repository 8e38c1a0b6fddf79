//go:build !windows

package store

import "syscall"

// What the system says of a full disk.
var systemFull = []error{syscall.ENOSPC}
