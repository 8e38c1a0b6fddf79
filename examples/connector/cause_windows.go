package main

import "syscall"

// systemCauses are the refusals of Windows that have words. Most of syscall's own
// names are numbers of Go's there, which no call returns.
var systemCauses = map[syscall.Errno]string{
	19:    "cause-read-only", // ERROR_WRITE_PROTECT
	32:    "cause-in-use",    // ERROR_SHARING_VIOLATION
	33:    "cause-in-use",    // ERROR_LOCK_VIOLATION
	10048: "cause-taken",     // WSAEADDRINUSE
	10061: "cause-refused",   // WSAECONNREFUSED
}
