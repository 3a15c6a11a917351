// An empty program: what a Swift executable costs before it does anything.
