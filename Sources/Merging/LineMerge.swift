/// Brings two descendants of one text together, line by line.
package enum LineMerge {
  /// Cells of the comparison table that are worth their time.
  private static let tableLimit = 4_000_000

  /// The text with both changes; nil where they touch each other, or where the texts are too far apart to compare.
  package static func merge(base: [UInt8], ours: [UInt8], theirs: [UInt8]) -> [UInt8]? {
    if ours == theirs || ours == base { return theirs }
    if theirs == base { return ours }
    let old = lines(base)
    guard let mine = hunks(old, lines(ours)), let other = hunks(old, lines(theirs)) else { return nil }
    var merged: [UInt8] = []
    var place = 0
    var (left, right) = (mine[...], other[...])
    while let hunk = nextHunk(&left, &right, after: place) {
      guard let hunk = hunk.agreed else { return nil }
      for line in old[place..<hunk.old.lowerBound] { merged += line }
      for line in hunk.new { merged += line }
      place = hunk.old.upperBound
    }
    for line in old[place...] { merged += line }
    return merged
  }

  /// Lines of the base that give way to others; an empty range is a place between two lines.
  private struct Hunk: Equatable {
    var old: Range<Int>
    var new: [ArraySlice<UInt8>]
  }

  private struct Choice {
    /// Nil where both sides changed the same place differently.
    var agreed: Hunk?
  }

  private static func nextHunk(
    _ left: inout ArraySlice<Hunk>, _ right: inout ArraySlice<Hunk>, after place: Int
  ) -> Choice? {
    guard let mine = left.first else { return right.popFirst().map { Choice(agreed: $0) } }
    guard let other = right.first else { return left.popFirst().map { Choice(agreed: $0) } }
    if mine == other {
      left.removeFirst()
      right.removeFirst()
      return Choice(agreed: mine)
    }
    if mine.old.upperBound < other.old.lowerBound {
      left.removeFirst()
      return Choice(agreed: mine)
    }
    if other.old.upperBound < mine.old.lowerBound {
      right.removeFirst()
      return Choice(agreed: other)
    }
    return Choice(agreed: nil)
  }

  /// The lines with their ends.
  private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    for (index, byte) in bytes.enumerated() where byte == 0x0A {
      lines.append(bytes[start...index])
      start = index + 1
    }
    if start < bytes.count { lines.append(bytes[start...]) }
    return lines
  }

  private static func hunks(_ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>]) -> [Hunk]? {
    var head = 0
    while head < old.count, head < new.count, old[head] == new[head] { head += 1 }
    var tail = 0
    while tail < old.count - head, tail < new.count - head,
      old[old.count - 1 - tail] == new[new.count - 1 - tail]
    { tail += 1 }
    let (olds, news) = (head..<old.count - tail, head..<new.count - tail)
    guard olds.count * news.count <= tableLimit else { return nil }
    var hunks: [Hunk] = []
    var (oldStart, newStart) = (olds.lowerBound, news.lowerBound)
    func close(_ oldEnd: Int, _ newEnd: Int) {
      guard oldStart < oldEnd || newStart < newEnd else { return }
      hunks.append(Hunk(old: oldStart..<oldEnd, new: Array(new[newStart..<newEnd])))
    }
    for (oldPlace, newPlace) in commonLines(old, olds, new, news) {
      close(oldPlace, newPlace)
      (oldStart, newStart) = (oldPlace + 1, newPlace + 1)
    }
    close(olds.upperBound, news.upperBound)
    return hunks
  }

  /// The places of a longest common subsequence.
  private static func commonLines(
    _ old: [ArraySlice<UInt8>], _ olds: Range<Int>, _ new: [ArraySlice<UInt8>], _ news: Range<Int>
  ) -> [(old: Int, new: Int)] {
    let width = news.count + 1
    var lengths = [Int32](repeating: 0, count: (olds.count + 1) * width)
    for row in olds.indices.reversed() {
      let above = (row - olds.lowerBound) * width
      for column in news.indices.reversed() {
        let cell = above + column - news.lowerBound
        lengths[cell] =
          old[row] == new[column]
          ? lengths[cell + width + 1] + 1 : max(lengths[cell + width], lengths[cell + 1])
      }
    }
    var places: [(old: Int, new: Int)] = []
    var (row, column) = (olds.lowerBound, news.lowerBound)
    while row < olds.upperBound, column < news.upperBound {
      let cell = (row - olds.lowerBound) * width + column - news.lowerBound
      if old[row] == new[column] {
        places.append((row, column))
        (row, column) = (row + 1, column + 1)
      } else if lengths[cell + width] >= lengths[cell + 1] {
        row += 1
      } else {
        column += 1
      }
    }
    return places
  }
}
