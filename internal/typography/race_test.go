//go:build race

package typography

// Under the race detector a sync.Pool forgets at random.
const forgetful = true
