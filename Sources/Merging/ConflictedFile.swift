package import YAML

/// A record file with marks of a merge in it, and what becomes of it as they are settled.
package struct ConflictedFile: Sendable {
  /// What stands between the marks of one conflict.
  package struct Block: Sendable, Hashable {
    /// The key that both versions write, or the one that has it; nil where the marks are not around one key.
    package let field: String?
    package let ours: [UInt8]
    /// What both sides started from, where the marks show it.
    package let base: [UInt8]?
    package let theirs: [UInt8]
    /// The bytes of the file from the first mark to the end of the last one.
    let range: Range<Int>
  }

  /// What a conflict becomes.
  package enum Choice: Sendable, Hashable {
    case ours, theirs
    /// These whole lines in place of both versions; none for a field that goes.
    case lines([UInt8])
  }

  package let bytes: [UInt8]
  /// In the order of the file; never empty.
  package let blocks: [Block]

  /// Nil where the file has no marks, or marks that do not go together.
  package init?(_ bytes: [UInt8]) {
    guard let blocks = Self.blocks(bytes), !blocks.isEmpty else { return nil }
    self.bytes = bytes
    self.blocks = blocks
  }

  /// The fields with marks around them.
  package var fields: [String] { blocks.compactMap(\.field) }

  /// Whether all marks stand around single fields.
  package var isByField: Bool { blocks.allSatisfy { $0.field != nil } }

  package subscript(field: String) -> Block? { blocks.first { $0.field == field } }

  /// The file with a field settled. A side of a deal's stage brings its closing, next step and reason with it, of a
  /// task's status its closing and due time.
  package func settled(_ field: String, _ choice: Choice) -> [UInt8] {
    let together: Set<String>
    switch choice {
    case .lines: together = [field]
    case .ours, .theirs: together = Self.group(of: field)
    }
    return replacing { block in block.field.map(together.contains) ?? false ? choice : nil }
  }

  /// The file with every conflict settled alike.
  package func settled(_ choice: Choice) -> [UInt8] { replacing { _ in choice } }

  /// The lines that say a value, for `settled`.
  package static func lines(_ field: String, _ value: YAMLValue?) -> [UInt8] {
    value.map { Emitter.emit(map: [(field, $0)]) } ?? []
  }

  /// Two files that do not go together, each as a whole between marks.
  package static func marking(
    ours: [UInt8], theirs: [UInt8], _ labels: RecordMerge.Labels, size: Int
  ) -> [UInt8] {
    ConflictMarks.block(ours: ours, theirs: theirs, labels: labels, size: size)
  }

  /// The keys that are settled with a key, since together they say one thing.
  package static func group(of field: String) -> Set<String> {
    let state: Set = ["pipeline", "stage", "closed", "next_step"]
    return state.contains(field) ? state.union(["lost_reason"]) : [field]
  }

  private func replacing(_ choose: (Block) -> Choice?) -> [UInt8] {
    var result: [UInt8] = []
    var place = 0
    for block in blocks {
      guard let choice = choose(block) else { continue }
      result += bytes[place..<block.range.lowerBound]
      switch choice {
      case .ours: result += block.ours
      case .theirs: result += block.theirs
      case .lines(let lines): result += hasReturns ? Self.withReturns(lines) : lines
      }
      place = block.range.upperBound
    }
    return result + bytes[place...]
  }

  // MARK: Reading

  private var hasReturns: Bool { TextForm.split(bytes).form.hasReturns }

  private static func withReturns(_ lines: [UInt8]) -> [UInt8] {
    lines.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
  }

  private static func blocks(_ bytes: [UInt8]) -> [Block]? {
    var blocks: [Block] = []
    var place = 0
    var size = 0
    var start = 0
    var parts: [[UInt8]] = []
    var base: Int?
    for line in LineMerge.lines(bytes) {
      let end = place + line.count
      defer { place = end }
      if parts.isEmpty {
        if let found = mark(line, ConflictMarks.ours), found >= 7 {
          (size, start, parts, base) = (found, place, [[]], nil)
        }
        continue
      }
      let isSplit = base.map { parts.count == $0 + 1 } ?? (parts.count == 1)
      if mark(line, ConflictMarks.base) == size, parts.count == 1 {
        base = 1
        parts.append([])
      } else if mark(line, ConflictMarks.middle) == size, isSplit {
        parts.append([])
      } else if mark(line, ConflictMarks.theirs) == size, !isSplit {
        let theirs = parts[parts.count - 1]
        blocks.append(
          Block(
            field: field(parts[0], theirs), ours: parts[0], base: base.map { parts[$0] }, theirs: theirs,
            range: start..<end))
        parts = []
      } else if mark(line, ConflictMarks.ours) == size {
        return nil
      } else {
        parts[parts.count - 1] += line
      }
    }
    return parts.isEmpty ? blocks : nil
  }

  /// How long a mark is, where a line is one.
  private static func mark(_ line: ArraySlice<UInt8>, _ byte: UInt8) -> Int? {
    let size = line.prefix { $0 == byte }.count
    guard size > 0 else { return nil }
    let rest = line.dropFirst(size)
    guard let next = rest.first else { return size }
    return [0x20, 0x0A, 0x0D].contains(next) ? size : nil
  }

  /// The one key that both versions are about.
  private static func field(_ ours: [UInt8], _ theirs: [UInt8]) -> String? {
    func keys(_ text: [UInt8]) -> [String]? {
      if text.isEmpty { return [] }
      guard let document = try? Document(parsing: TextForm.split(text).text, file: "") else { return nil }
      return document.pairs.map(\.key)
    }
    guard let mine = keys(ours), let other = keys(theirs) else { return nil }
    let all = Set(mine + other)
    return all.count == 1 ? all.first : nil
  }
}
