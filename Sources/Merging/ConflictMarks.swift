/// git's marks around what both sides changed.
enum ConflictMarks {
  static let ours = UInt8(ascii: "<")
  static let base = UInt8(ascii: "|")
  static let middle = UInt8(ascii: "=")
  static let theirs = UInt8(ascii: ">")

  static func line(_ byte: UInt8, _ label: String, size: Int) -> [UInt8] {
    var line = Array(repeating: byte, count: size)
    // A label is one line.
    let words = label.utf8.filter { $0 != 0x0A && $0 != 0x0D }
    if !words.isEmpty { line += [0x20] + words }
    return line + [0x0A]
  }

  /// Both versions between marks; a version that lacks its last break gets it.
  static func block(
    ours: [UInt8], theirs: [UInt8], labels: RecordMerge.Labels, size: Int
  ) -> [UInt8] {
    func closed(_ text: [UInt8]) -> [UInt8] { text.isEmpty || text.last == 0x0A ? text : text + [0x0A] }
    return line(Self.ours, labels.ours, size: size) + closed(ours) + line(middle, "", size: size)
      + closed(theirs) + line(Self.theirs, labels.theirs, size: size)
  }
}
