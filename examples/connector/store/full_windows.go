package store

import "syscall"

// What Windows says of a full disk: ERROR_DISK_FULL, ERROR_HANDLE_DISK_FULL.
// syscall.ENOSPC is a number of Go's own there, which no call returns.
var systemFull = []error{syscall.Errno(112), syscall.Errno(39)}
