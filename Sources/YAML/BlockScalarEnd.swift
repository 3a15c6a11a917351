/// The end of a block scalar's last own line, without the break and without blank lines that are not kept.
struct BlockScalarEnd {
  let mark: Mark
  /// Whether the file ends without a line break that the header keeps. libyaml then leaves it out of the text, so
  /// that a value would change with a line added below it; here it does not.
  let lacksBreak: Bool

  /// `start` and `end` are as libyaml has them, `text` is the value, `base` the length of the byte-order mark.
  init(in bytes: UnsafeBufferPointer<UInt8>, base: Int, start: Mark, end: Mark, text: String) {
    var header = start.offset + 1
    var chomping: UInt8 = 0
    while header < bytes.count {
      let byte = bytes[header]
      if byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") {
        chomping = byte
      } else if !(0x30...0x39).contains(byte) {
        break
      }
      header += 1
    }
    var floor = header
    while floor < end.offset, bytes[floor] != 0x0A, bytes[floor] != 0x0D { floor += 1 }
    var last = end.offset
    var breaks = 0
    func dropBreak() {
      guard last > floor else { return }
      last -= 1
      if bytes[last] == 0x0A, last > floor, bytes[last - 1] == 0x0D { last -= 1 }
      breaks += 1
    }
    let closed = last > 0 && (bytes[last - 1] == 0x0A || bytes[last - 1] == 0x0D)
    if closed { dropBreak() }
    let trimmed = text.utf8.last { $0 != 0x0A }
    if chomping != UInt8(ascii: "+"), trimmed != 0x20, trimmed != 0x09 {
      while true {
        var before = last
        while before > floor, bytes[before - 1] == 0x20 || bytes[before - 1] == 0x09 { before -= 1 }
        guard before > floor, bytes[before - 1] == 0x0A || bytes[before - 1] == 0x0D else { break }
        last = before
        dropBreak()
      }
    }
    lacksBreak =
      !closed && end.offset == bytes.count && chomping != UInt8(ascii: "-") && !text.isEmpty
      && text.utf8.last != 0x0A
    if breaks == 0 {
      mark = end
    } else {
      var column = 1
      var index = last
      while index > base, bytes[index - 1] != 0x0A, bytes[index - 1] != 0x0D {
        index -= 1
        if bytes[index] & 0xC0 != 0x80 { column += 1 }
      }
      // An end at the break of a line is on that line; libyaml's was at the start of the line after it.
      mark = Mark(offset: last, line: end.line - breaks, column: column)
    }
  }
}
