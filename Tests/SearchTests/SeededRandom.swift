import SeededRandomness

// The table of queries was measured with these draws.
extension SeededRandom {
  mutating func draw<T>(_ list: [T]) -> T { list[below(list.count)] }
  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
