package main

import (
	"bytes"
	"os"
	"runtime"
	"strconv"

	"github.com/trias-sovereignty/trias/evaluator/batch"
	"github.com/trias-sovereignty/trias/internal/bench/asked"
)

// byRecords measures studies of 10,000 records and more, each ten times as many,
// end to end, with the memory of the process.
func byRecords(o options, s *asked.Source, most int64) (*curve, error) {
	c := &curve{file: "records", x: "records", y: "seconds", logged: true,
		title: "Time of the batch by the number of records, end to end",
		more:  []string{"nanoseconds per record", "most megabytes of memory in use"},
		note:  "Generation, outcomes of 122 criteria by both views, conformity, what excludes alone, all counted; one core."}
	plan, err := batch.Compile(s.At, batch.Variant{Evaluator: s.Evaluator})
	if err != nil {
		return nil, err
	}
	sampler, _, err := populated(o, plan, 0.1)
	if err != nil {
		return nil, err
	}
	if err := newWorker(sampler).block(0); err != nil { // what is made once is not counted
		return nil, err
	}
	for n := int64(10_000); n <= most; n *= 10 {
		runtime.GC()
		w, memory := newWorker(sampler), 0.0
		start := o.clock()
		for b := range (n + batch.BlockSize - 1) / batch.BlockSize {
			if err := w.block(b); err != nil {
				return nil, err
			}
			if b%256 == 0 {
				memory = max(memory, residentMB())
			}
		}
		took := (o.clock() - start).Seconds()
		c.add(o.progress, float64(n), took, took/float64(n)*1e9, max(memory, residentMB()))
	}
	return c, nil
}

// residentMB is the memory of the process, in megabytes, as Linux tells it, or
// else what the runtime has taken.
func residentMB() float64 {
	if data, err := os.ReadFile("/proc/self/statm"); err == nil {
		if fields := bytes.Fields(data); len(fields) > 1 {
			if pages, err := strconv.ParseFloat(string(fields[1]), 64); err == nil {
				return pages * float64(os.Getpagesize()) / 1e6
			}
		}
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.Sys) / 1e6
}
