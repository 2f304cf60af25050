package main

// openAtOnce makes no difference here: pipes have a name space of their own.
const openAtOnce = 0
