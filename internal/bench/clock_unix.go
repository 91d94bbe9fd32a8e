//go:build unix

package main

import (
	"syscall"
	"time"
)

// processClock is the time that processors spent on this process, the collection
// of garbage included: for machines that do other things as well.
func processClock() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return wallClock()
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
