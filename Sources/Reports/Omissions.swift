/// Records left out of a report or counted by an assumption, with the reason; nothing is dropped in silence.
struct Omissions: Sendable {
  private var counts: [(reason: String, count: Int)] = []

  /// `reason` completes the sentence that begins with the count: `left out: no amount`.
  mutating func add(_ reason: String, count: Int = 1) {
    if let place = counts.firstIndex(where: { $0.reason == reason }) {
      counts[place].count += count
    } else if count > 0 {
      counts.append((reason, count))
    }
  }

  static func += (a: inout Omissions, b: Omissions) {
    for (reason, count) in b.counts { a.add(reason, count: count) }
  }

  /// `3 deals left out: no amount`, in the order in which the reasons turned up.
  func notes(_ kind: (one: String, many: String) = ("deal", "deals")) -> [String] {
    counts.map { "\($0.count) \($0.count == 1 ? kind.one : kind.many) \($0.reason)" }
  }
}
