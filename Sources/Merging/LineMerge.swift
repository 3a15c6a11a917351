/// Brings two descendants of one text together, line by line.
package enum LineMerge {
  /// Cells of the comparison table that are worth their time.
  private static let tableLimit = 4_000_000

  /// The text with both changes; nil where they touch each other, or where the texts are too far apart to compare.
  package static func merge(base: [UInt8], ours: [UInt8], theirs: [UInt8]) -> [UInt8]? {
    merge(base: base, ours: ours, theirs: theirs) { _, _ in nil }
  }

  /// The text with both changes, and with marks around those that touch each other, as `git merge-file` sets them.
  package static func marked(
    base: [UInt8], ours: [UInt8], theirs: [UInt8], labels: RecordMerge.Labels, size: Int
  ) -> (text: [UInt8], conflicts: Int) {
    var conflicts = 0
    let block = { (mine: [UInt8], other: [UInt8]) -> [UInt8]? in
      conflicts += 1
      return ConflictMarks.block(ours: mine, theirs: other, labels: labels, size: size)
    }
    if let text = merge(base: base, ours: ours, theirs: theirs, orElse: block) { return (text, conflicts) }
    return (block(ours, theirs) ?? [], 1)
  }

  private static func merge(
    base: [UInt8], ours: [UInt8], theirs: [UInt8],
    orElse conflicting: (_ ours: [UInt8], _ theirs: [UInt8]) -> [UInt8]?
  ) -> [UInt8]? {
    if ours == theirs || ours == base { return theirs }
    if theirs == base { return ours }
    let old = lines(base)
    guard let mine = hunks(old, lines(ours)), let other = hunks(old, lines(theirs)) else { return nil }
    var merged: [UInt8] = []
    var place = 0
    var (left, right) = (mine[...], other[...])
    while let first = [left.first, right.first].compactMap({ $0?.old })
      .min(by: { $0.lowerBound < $1.lowerBound })
    {
      var range = first
      let taken = touching(&range, &left, &right)
      for line in old[place..<range.lowerBound] { merged += line }
      place = range.upperBound
      let (one, two) = (version(of: range, taken.ours, old), version(of: range, taken.theirs, old))
      if taken.theirs.isEmpty || one == two {
        for line in one { merged += line }
      } else if taken.ours.isEmpty {
        for line in two { merged += line }
      } else {
        let (head, tail) = common(one, two)
        guard
          let block = conflicting(
            Array(one[head..<one.count - tail].joined()), Array(two[head..<two.count - tail].joined()))
        else { return nil }
        for line in one[..<head] { merged += line }
        if let last = merged.last, last != 0x0A { merged.append(0x0A) }
        merged += block
        for line in one[(one.count - tail)...] { merged += line }
      }
    }
    for line in old[place...] { merged += line }
    return merged
  }

  /// Takes the hunks that touch the range or one another, and widens the range to all of them.
  private static func touching(
    _ range: inout Range<Int>, _ left: inout ArraySlice<Hunk>, _ right: inout ArraySlice<Hunk>
  ) -> (ours: [Hunk], theirs: [Hunk]) {
    var (mine, other): ([Hunk], [Hunk]) = ([], [])
    while true {
      if let hunk = left.first, hunk.old.lowerBound <= range.upperBound {
        mine.append(hunk)
        left.removeFirst()
        range = range.lowerBound..<max(range.upperBound, hunk.old.upperBound)
      } else if let hunk = right.first, hunk.old.lowerBound <= range.upperBound {
        other.append(hunk)
        right.removeFirst()
        range = range.lowerBound..<max(range.upperBound, hunk.old.upperBound)
      } else {
        return (mine, other)
      }
    }
  }

  /// A range of the base as one side has it.
  private static func version(
    of range: Range<Int>, _ hunks: [Hunk], _ old: [ArraySlice<UInt8>]
  ) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var place = range.lowerBound
    for hunk in hunks {
      lines += old[place..<hunk.old.lowerBound]
      lines += hunk.new
      place = hunk.old.upperBound
    }
    return lines + old[place..<range.upperBound]
  }

  /// How many lines two versions begin and end with alike.
  private static func common(
    _ one: [ArraySlice<UInt8>], _ other: [ArraySlice<UInt8>]
  ) -> (head: Int, tail: Int) {
    let limit = min(one.count, other.count)
    var head = 0
    while head < limit, one[head] == other[head] { head += 1 }
    var tail = 0
    while tail < limit - head, one[one.count - 1 - tail] == other[other.count - 1 - tail] { tail += 1 }
    return (head, tail)
  }

  /// Lines of the base that give way to others; an empty range is a place between two lines.
  private struct Hunk: Equatable {
    var old: Range<Int>
    var new: [ArraySlice<UInt8>]
  }

  /// The lines with their ends.
  static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
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
