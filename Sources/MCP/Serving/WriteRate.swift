/// How many changes a server makes: no more than `limit` in any minute, so that a model in a loop does little harm.
struct WriteRate: Sendable {
  static let limit = 60
  private static let span: Int64 = 60_000
  private var times: [Int64] = []

  /// How long the next change has to wait, in milliseconds; 0 where it need not. `now` is a clock in milliseconds that
  /// never goes back.
  mutating func wait(at now: Int64) -> Int64 {
    times.removeAll { now - $0 >= WriteRate.span }
    guard times.count >= WriteRate.limit, let first = times.first else { return 0 }
    return first + WriteRate.span - now
  }

  /// A change was made.
  mutating func count(at now: Int64) { times.append(now) }
}
