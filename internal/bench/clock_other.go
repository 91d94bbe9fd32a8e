//go:build !unix

package main

import "time"

func processClock() time.Duration { return wallClock() }
