import YAML

/// A record cut into what stands above its keys and, key by key, the lines that belong to each.
struct RecordLayout {
  struct Part {
    let key: String
    /// Comment lines right above the key.
    var lead: [UInt8] = []
    /// The key and its value.
    var body: [UInt8]
    /// Blank lines and comments apart from the next key.
    var tail: [UInt8] = []
  }

  private(set) var top: [UInt8] = []
  private(set) var parts: [Part] = []

  /// Nil where the keys do not stand at the start of lines of their own. The text ends with a break.
  init?(_ document: Document) {
    let bytes = document.bytes
    let pairs = document.pairs
    guard document.root.style == .block, !pairs.isEmpty else { return nil }
    var end = 0
    for pair in pairs {
      let start = pair.keyStart.offset
      guard start == 0 || bytes[start - 1] == 0x0A, start >= end else { return nil }
      let gap = bytes[end..<start]
      let lead = Self.leadStart(gap)
      if parts.isEmpty {
        top = Array(gap)
      } else {
        parts[parts.count - 1].tail = Array(gap[..<lead])
      }
      let after = Self.lineEnd(bytes, max(pair.value.end.offset, pair.keyEnd.offset))
      parts.append(
        Part(
          key: pair.key, lead: parts.isEmpty ? [] : Array(gap[lead...]), body: Array(bytes[start..<after])))
      end = after
    }
    parts[parts.count - 1].tail = Array(bytes[end...])
  }

  var keys: [String] { parts.map(\.key) }

  subscript(key: String) -> Part? { parts.first { $0.key == key } }

  /// Where the comment lines begin that a gap ends with.
  private static func leadStart(_ gap: ArraySlice<UInt8>) -> Int {
    var start = gap.endIndex
    while start > gap.startIndex {
      var line = start - 1
      while line > gap.startIndex, gap[line - 1] != 0x0A { line -= 1 }
      guard let first = gap[line..<start].first(where: { $0 != 0x20 && $0 != 0x09 }),
        first == UInt8(ascii: "#")
      else { break }
      start = line
    }
    return start
  }

  private static func lineEnd(_ bytes: [UInt8], _ offset: Int) -> Int {
    var index = offset
    while index < bytes.count, bytes[index] != 0x0A { index += 1 }
    return min(index + 1, bytes.count)
  }
}
