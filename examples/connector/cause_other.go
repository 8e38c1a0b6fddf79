//go:build !windows

package main

import "syscall"

// systemCauses are the refusals of the system that have words.
var systemCauses = map[syscall.Errno]string{
	syscall.EROFS:        "cause-read-only",
	syscall.EISDIR:       "cause-folder",
	syscall.ENOTDIR:      "cause-no-folder-there",
	syscall.ETXTBSY:      "cause-in-use",
	syscall.EADDRINUSE:   "cause-taken",
	syscall.ECONNREFUSED: "cause-refused",
}
