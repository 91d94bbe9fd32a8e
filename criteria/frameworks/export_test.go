package frameworks

// ReadIndex is what the first question about a framework costs.
func ReadIndex() int { return len(readIndex()) }
