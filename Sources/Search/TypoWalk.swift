import Records

/// Finds the texts of a sorted table that lie within a few typing errors of a word.
///
/// The table is walked as the tree of its beginnings: texts that begin alike share the rows of the distance, and a
/// beginning that is too far already is skipped with all that it begins.
struct TypoWalk {
  struct Found {
    let index: Int
    let distance: Int
    /// True when only the text's beginning is that near.
    let isBeginning: Bool
  }

  private let pattern: [UInt32]
  /// How many errors a whole text may have.
  private let limit: Int
  /// How many errors the beginning of a text may have; -1 when beginnings do not count.
  private let beginningLimit: Int
  private static let longest = 32

  /// Nil where no error is allowed, or the word is too long to be a word.
  init?(_ word: String, limit: Int, beginningLimit: Int) {
    pattern = word.unicodeScalars.map(\.value)
    guard limit > 0, !pattern.isEmpty, pattern.count <= TypoWalk.longest else { return nil }
    self.limit = limit
    self.beginningLimit = min(beginningLimit, limit)
  }

  func run<Source: TermSource>(_ source: Source, _ table: TermTable, _ body: (Found) -> Void) {
    let width = pattern.count + 1
    let depthLimit = pattern.count + limit + 1
    var state = State(pattern: pattern, depthLimit: depthLimit)
    defer { state.free() }
    let count = source.count(table)
    var index = 0
    while index < count {
      var isDead = false
      source.withText(table, index) { text in
        var depth = state.share(text)
        var isWhole = true
        while state.ends[depth] < text.count {
          if depth == depthLimit {
            isWhole = false
            break
          }
          depth = state.descend(text, from: depth)
          let beyond = state.least[depth] > limit && state.least[depth - 1] > limit
          if beyond {
            isWhole = false
            isDead = state.beginning[depth] > beginningLimit
            break
          }
        }
        state.depth = depth
        let distance = isWhole ? state.rows[depth * width + pattern.count] : .max
        if distance <= limit {
          body(Found(index: index, distance: distance, isBeginning: false))
        } else if state.beginning[depth] <= beginningLimit {
          body(Found(index: index, distance: state.beginning[depth], isBeginning: true))
        }
      }
      index = isDead ? next(source, table, after: index, beginning: state.path(), count: count) : index + 1
    }
  }

  /// The first index behind all texts that begin so: near ones are the rule, so the steps double.
  private func next<Source: TermSource>(
    _ source: Source, _ table: TermTable, after index: Int, beginning bytes: [UInt8], count: Int
  ) -> Int {
    var low = index + 1
    var step = 1
    while low < count, source.withText(table, low, { $0.order(beginning: bytes) == 0 }) {
      if low + step >= count || !source.withText(table, low + step, { $0.order(beginning: bytes) == 0 }) {
        return source.firstIndex(table, in: (low + 1)..<min(low + step, count)) {
          $0.order(beginning: bytes) > 0
        }
      }
      low += step
      step *= 2
    }
    return low
  }

  /// The rows of the distance along the present path.
  private struct State {
    private let pattern: [UInt32]
    private let width: Int
    // Plain memory: these few cells are where all the time goes.
    let rows: UnsafeMutablePointer<Int>
    let least: UnsafeMutablePointer<Int>
    /// By depth, the least distance of the whole pattern to a beginning of the path.
    let beginning: UnsafeMutablePointer<Int>
    /// By depth, how many bytes the path has.
    let ends: UnsafeMutablePointer<Int>
    private let scalars: UnsafeMutablePointer<UInt32>
    private let bytes: UnsafeMutablePointer<UInt8>
    var depth = 0

    init(pattern: [UInt32], depthLimit: Int) {
      self.pattern = pattern
      width = pattern.count + 1
      rows = .allocate(capacity: width * (depthLimit + 1))
      least = .allocate(capacity: depthLimit + 1)
      beginning = .allocate(capacity: depthLimit + 1)
      ends = .allocate(capacity: depthLimit + 1)
      scalars = .allocate(capacity: depthLimit + 1)
      bytes = .allocate(capacity: 4 * (depthLimit + 1))
      for column in 0..<width { rows[column] = column }
      least[0] = 0
      beginning[0] = pattern.count
      ends[0] = 0
    }

    func free() {
      rows.deallocate()
      least.deallocate()
      beginning.deallocate()
      ends.deallocate()
      scalars.deallocate()
      bytes.deallocate()
    }

    func path() -> [UInt8] { Array(UnsafeBufferPointer(start: bytes, count: ends[depth])) }

    /// The depth down to which the text has the present path.
    func share(_ text: UnsafeRawBufferPointer) -> Int {
      var shared = 0
      let most = min(text.count, ends[depth])
      while shared < most, text[shared] == bytes[shared] { shared += 1 }
      var depth = depth
      while ends[depth] > shared { depth -= 1 }
      return depth
    }

    /// Goes one scalar further along the text and fills that row.
    func descend(_ text: UnsafeRawBufferPointer, from depth: Int) -> Int {
      let start = ends[depth]
      let (scalar, length) = TypoWalk.scalar(of: text, at: start)
      for offset in 0..<length { bytes[start + offset] = text[start + offset] }
      let depth = depth + 1
      ends[depth] = start + length
      scalars[depth] = scalar
      let row = rows + depth * width
      let above = row - width
      row[0] = depth
      var best = depth
      pattern.withUnsafeBufferPointer { pattern in
        var column = 1
        while column < width {
          let wanted = pattern[column - 1]
          var cost = above[column - 1] + (wanted == scalar ? 0 : 1)
          cost = min(cost, min(above[column], row[column - 1]) + 1)
          if depth > 1, column > 1, wanted == scalars[depth - 1], pattern[column - 2] == scalar {
            cost = min(cost, (above - width)[column - 2] + 1)
          }
          row[column] = cost
          if cost < best { best = cost }
          column += 1
        }
      }
      least[depth] = best
      beginning[depth] = min(beginning[depth - 1], row[width - 1])
      return depth
    }
  }

  /// A scalar and its length; a byte that is no UTF-8 stands for itself.
  private static func scalar(of text: UnsafeRawBufferPointer, at start: Int) -> (UInt32, Int) {
    let first = UInt32(text[start])
    let length = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard length > 1, start + length <= text.count else { return (first, 1) }
    var scalar = first & (0x7F >> UInt32(length))
    for offset in 1..<length { scalar = scalar << 6 | UInt32(text[start + offset]) & 0x3F }
    return (scalar, length)
  }
}
