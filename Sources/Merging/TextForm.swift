/// How the lines of a file end and what stands around them: what a merge sets aside and puts back.
struct TextForm {
  static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  let hasMark: Bool
  /// Whether every line ends with CR LF.
  let hasReturns: Bool
  /// Whether the last line lacks its break.
  let isOpen: Bool

  private init(hasMark: Bool, hasReturns: Bool, isOpen: Bool) {
    self.hasMark = hasMark
    self.hasReturns = hasReturns
    self.isOpen = isOpen
  }

  /// The form of a text, and the text in plain lines.
  static func split(_ bytes: [UInt8]) -> (form: TextForm, text: [UInt8]) {
    let hasMark = bytes.starts(with: mark)
    var text = hasMark ? Array(bytes.dropFirst(mark.count)) : bytes
    var breaks = 0
    var pairs = 0
    var before: UInt8 = 0
    for byte in text {
      if byte == 0x0A {
        breaks += 1
        if before == 0x0D { pairs += 1 }
      }
      before = byte
    }
    let hasReturns = breaks > 0 && breaks == pairs
    if hasReturns {
      var plain: [UInt8] = []
      plain.reserveCapacity(text.count)
      for (index, byte) in text.enumerated() {
        if byte == 0x0D, index + 1 < text.count, text[index + 1] == 0x0A { continue }
        plain.append(byte)
      }
      text = plain
    }
    let isOpen = !text.isEmpty && text.last != 0x0A
    if isOpen { text.append(0x0A) }
    return (TextForm(hasMark: hasMark, hasReturns: hasReturns, isOpen: isOpen), text)
  }

  /// The form that a merged file has: where the sides differ, that of the one that changed it.
  static func merged(base: TextForm?, ours: TextForm, theirs: TextForm) -> TextForm {
    func flag(_ of: (TextForm) -> Bool) -> Bool {
      guard let base else { return of(ours) && of(theirs) }
      return ThreeWay.flag(base: of(base), ours: of(ours), theirs: of(theirs))
    }
    return TextForm(
      hasMark: flag(\.hasMark), hasReturns: flag(\.hasReturns), isOpen: flag(\.isOpen))
  }

  func applied(to text: [UInt8]) -> [UInt8] {
    var text = text
    if isOpen, text.last == 0x0A, text.count > 1 { text.removeLast() }
    if hasReturns {
      var ended: [UInt8] = []
      ended.reserveCapacity(text.count + text.count / 16)
      for byte in text {
        if byte == 0x0A { ended.append(0x0D) }
        ended.append(byte)
      }
      text = ended
    }
    return hasMark ? Self.mark + text : text
  }
}
