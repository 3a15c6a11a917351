/// How many typing errors lie between two words.
package enum EditDistance {
  /// The optimal string alignment distance (insert, delete, replace, swap neighbours), or nil when it is above `limit`.
  package static func optimalStringAlignment(
    _ a: [Unicode.Scalar], _ b: [Unicode.Scalar], limit: Int
  ) -> Int? {
    if limit < 0 || abs(a.count - b.count) > limit { return nil }
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    let beyond = limit + 1
    let width = b.count + 1
    var beforePrevious = [Int](repeating: beyond, count: width)
    var previous = (0..<width).map { min($0, beyond) }
    var current = [Int](repeating: beyond, count: width)
    for i in 1...a.count {
      let low = max(1, i - limit)
      let high = min(b.count, i + limit)
      if low > high { return nil }
      current[low - 1] = low == 1 ? min(i, beyond) : beyond
      var best = current[low - 1]
      for j in low...high {
        let isSame = a[i - 1] == b[j - 1]
        var cost = previous[j - 1] + (isSame ? 0 : 1)
        // Cells outside the band hold stale numbers, so its edges count as beyond the limit.
        let above = j == i + limit ? beyond : previous[j]
        cost = min(cost, above + 1, current[j - 1] + 1)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          cost = min(cost, beforePrevious[j - 2] + 1)
        }
        current[j] = min(cost, beyond)
        best = min(best, current[j])
      }
      // A swap reaches two rows back, so only two rows beyond the limit end the search.
      if best > limit, previous.min() ?? beyond > limit { return nil }
      (beforePrevious, previous, current) = (previous, current, beforePrevious)
    }
    let distance = previous[b.count]
    return distance <= limit ? distance : nil
  }

  /// The distance between two strings by their Unicode scalars, or nil when it is above `limit`.
  package static func optimalStringAlignment(_ a: String, _ b: String, limit: Int) -> Int? {
    optimalStringAlignment(Array(a.unicodeScalars), Array(b.unicodeScalars), limit: limit)
  }

  /// The candidate that `word` most likely stands for, compared folded; nil when none is near.
  ///
  /// A beginning of a candidate (two letters or more) counts as one error; the first of equals wins.
  package static func nearest(to word: String, among candidates: [String]) -> String? {
    let wanted = Folding.fold(word)
    let scalars = Array(wanted.unicodeScalars)
    if scalars.isEmpty { return nil }
    let limit =
      switch scalars.count {
      case ...2: 1
      case ...5: 2
      default: 3
      }
    var best: (candidate: String, distance: Int)?
    for candidate in candidates {
      let folded = Folding.fold(candidate)
      let other = Array(folded.unicodeScalars)
      if other.isEmpty { continue }
      var distance = optimalStringAlignment(scalars, other, limit: limit)
      if let found = distance, found >= max(scalars.count, other.count) { distance = nil }
      if scalars.count >= 2, folded.hasPrefix(wanted) || (other.count >= 3 && wanted.hasPrefix(folded)) {
        distance = min(distance ?? 1, 1)
      }
      if let distance, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.candidate
  }
}
