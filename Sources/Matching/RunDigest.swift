/// A hash of 128 bits, another one in each run: what has the same one is taken for the same.
package struct RunDigest: Hashable, Sendable {
  private let first: Int
  private let second: Int

  /// `feed` is called twice and gives the same both times.
  package init(_ feed: (inout Hasher) -> Void) {
    var one = Hasher()
    var two = Hasher()
    two.combine(0x5bd1_e995)
    feed(&one)
    feed(&two)
    first = one.finalize()
    second = two.finalize()
  }
}
