//go:build !race

package typography

const forgetful = false
