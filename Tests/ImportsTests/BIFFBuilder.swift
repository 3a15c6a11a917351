/// Writes old Excel workbooks for tests, well-formed or not.
struct BIFFBuilder {
  struct Sheet {
    var name: String
    var state = 0
    var type = 0
    /// Records between beginning and end.
    var records: [[UInt8]] = []
  }

  var sheets: [Sheet] = []
  /// Records among the globals, before the sheets.
  var globals: [[UInt8]] = []
  /// Texts of the shared table; each as it is, without formatting.
  var strings: [String] = []
  var version = 0x0600

  // MARK: Bytes

  static func word(_ value: Int) -> [UInt8] { [UInt8(value & 0xff), UInt8(value >> 8 & 0xff)] }
  static func double(_ value: Double) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: value.bitPattern >> UInt64($0 * 8)) }
  }
  static func long(_ value: Int) -> [UInt8] { word(value & 0xffff) + word(value >> 16 & 0xffff) }

  static func record(_ type: Int, _ data: [UInt8]) -> [UInt8] { word(type) + word(data.count) + data }

  static func isNarrow(_ text: String) -> Bool { text.utf16.allSatisfy { $0 < 0x100 } }

  static func characters(_ text: String) -> [UInt8] {
    isNarrow(text) ? text.utf16.map { UInt8($0) } : text.utf16.flatMap { word(Int($0)) }
  }

  /// A text with its length and flags.
  static func text(_ text: String, isShort: Bool = false) -> [UInt8] {
    (isShort ? [UInt8(text.utf16.count)] : word(text.utf16.count)) + [isNarrow(text) ? 0 : 1]
      + characters(text)
  }

  // MARK: Cells

  private static func place(_ row: Int, _ column: Int, _ style: Int) -> [UInt8] {
    word(row) + word(column) + word(style)
  }

  static func shared(_ row: Int, _ column: Int, _ index: Int) -> [UInt8] {
    record(0x00fd, place(row, column, 0) + long(index))
  }
  static func label(_ row: Int, _ column: Int, _ text: String) -> [UInt8] {
    record(0x0204, place(row, column, 0) + BIFFBuilder.text(text))
  }
  static func number(_ row: Int, _ column: Int, _ value: Double, style: Int = 0) -> [UInt8] {
    record(0x0203, place(row, column, style) + double(value))
  }
  static func short(_ row: Int, _ column: Int, _ bits: Int, style: Int = 0) -> [UInt8] {
    record(0x027e, place(row, column, style) + long(bits))
  }
  static func shorts(_ row: Int, _ column: Int, _ bits: [Int], style: Int = 0) -> [UInt8] {
    var data = word(row) + word(column)
    for bits in bits { data += word(style) + long(bits) }
    return record(0x00bd, data + word(column + bits.count - 1))
  }
  static func blanks(_ row: Int, _ column: Int, _ count: Int) -> [UInt8] {
    let styles = [UInt8](repeating: 0, count: count * 2)
    return record(0x00be, word(row) + word(column) + styles + word(column + count - 1))
  }
  static func flag(_ row: Int, _ column: Int, _ value: UInt8, isError: Bool = false) -> [UInt8] {
    record(0x0205, place(row, column, 0) + [value, isError ? 1 : 0])
  }
  static func formula(_ row: Int, _ column: Int, _ result: [UInt8], flags: Int = 0, style: Int = 0) -> [UInt8]
  {
    var data = place(row, column, style) + result
    data += word(flags) + long(0)
    data += word(3)
    data += [0x1e, 1, 0] as [UInt8]
    return record(0x0006, data)
  }
  static func formulaText(_ text: String) -> [UInt8] { record(0x0207, BIFFBuilder.text(text)) }
  static func style(_ format: Int) -> [UInt8] {
    record(0x00e0, word(0) + word(format) + [UInt8](repeating: 0, count: 16))
  }
  static func format(_ number: Int, _ code: String) -> [UInt8] {
    record(0x041e, word(number) + text(code))
  }
  static func link(_ row: Int, _ column: Int, _ address: String) -> [UInt8] {
    let standard: [UInt8] = [
      0xd0, 0xc9, 0xea, 0x79, 0xf9, 0xba, 0xce, 0x11, 0x8c, 0x82, 0, 0xaa, 0, 0x4b, 0xa9, 0x0b,
    ]
    let moniker: [UInt8] = [0xe0] + standard.dropFirst()
    let text: [UInt8] = address.utf16.flatMap { word(Int($0)) } + word(0)
    var data = word(row) + word(row) + word(column) + word(column)
    data += standard
    data += long(2) + long(3)
    data += moniker
    data += long(text.count)
    data += text
    return record(0x01b8, data)
  }

  // MARK: The stream

  var stream: [UInt8] {
    let begin = BIFFBuilder.record(
      0x0809, BIFFBuilder.word(version) + BIFFBuilder.word(5) + [0, 0, 0, 0, 0, 0, 0, 0])
    var head = begin + globals.flatMap { $0 }
    if !strings.isEmpty {
      head += BIFFBuilder.record(
        0x00fc,
        BIFFBuilder.long(strings.count) + BIFFBuilder.long(strings.count)
          + strings.flatMap { BIFFBuilder.text($0) })
    }
    let names = sheets.map { BIFFBuilder.text($0.name, isShort: true) }
    let end = BIFFBuilder.record(0x000a, [])
    var position = head.count + names.reduce(0) { $0 + 10 + $1.count } + end.count
    var bodies: [UInt8] = []
    for (sheet, name) in zip(sheets, names) {
      head += BIFFBuilder.record(
        0x0085, BIFFBuilder.long(position) + [UInt8(sheet.state), UInt8(sheet.type)] + name)
      let body =
        BIFFBuilder.record(
          0x0809, BIFFBuilder.word(version) + BIFFBuilder.word(0x10) + [0, 0, 0, 0, 0, 0, 0, 0])
        + sheet.records.flatMap { $0 } + end
      bodies += body
      position += body.count
    }
    return head + end + bodies
  }

  var file: [UInt8] { CompoundBuilder(streams: [("Workbook", stream)]).file }
}

/// Writes the file around streams.
struct CompoundBuilder {
  var streams: [(name: String, bytes: [UInt8])]
  var shift = 9
  /// Names the sector tables in a sector of their own, not in the header.
  var listsTablesApart = false

  private static let end = 0xffff_fffe
  private static let free = 0xffff_ffff

  var file: [UInt8] {
    let size = 1 << shift
    var sectors: [UInt8] = []
    var table: [Int] = []
    func add(_ bytes: [UInt8]) -> Int {
      let count = max(1, (bytes.count + size - 1) / size)
      let start = table.count
      sectors += bytes + [UInt8](repeating: 0, count: count * size - bytes.count)
      table += (1...count).map { $0 == count ? CompoundBuilder.end : start + $0 }
      return start
    }
    var small: [UInt8] = []
    var smallTable: [Int] = []
    var entries: [(name: String, type: UInt8, start: Int, size: Int)] = []
    for (name, bytes) in streams {
      guard bytes.count < 4096 else {
        entries.append((name, 2, add(bytes), bytes.count))
        continue
      }
      let start = smallTable.count
      let count = max(1, (bytes.count + 63) / 64)
      small += bytes + [UInt8](repeating: 0, count: count * 64 - bytes.count)
      smallTable += (1...count).map { $0 == count ? CompoundBuilder.end : start + $0 }
      entries.append((name, 2, start, bytes.count))
    }
    let smallStart = small.isEmpty ? CompoundBuilder.end : add(small)
    let smallTableStart =
      small.isEmpty
      ? CompoundBuilder.end : add(smallTable.flatMap { BIFFBuilder.long($0) } + filler(smallTable.count))
    entries.insert(("Root Entry", 5, smallStart, small.count), at: 0)
    var directory: [UInt8] = []
    for (index, entry) in entries.enumerated() {
      let units = entry.name.utf16.flatMap { BIFFBuilder.word(Int($0)) }
      let right = index > 0 && index + 1 < entries.count ? index + 1 : CompoundBuilder.free
      let child = index == 0 && entries.count > 1 ? 1 : CompoundBuilder.free
      directory += units + [UInt8](repeating: 0, count: 64 - units.count) + BIFFBuilder.word(units.count + 2)
      directory += [entry.type, 1] + BIFFBuilder.long(CompoundBuilder.free) + BIFFBuilder.long(right)
      directory += BIFFBuilder.long(child) + [UInt8](repeating: 0, count: 36)
      directory += BIFFBuilder.long(entry.start) + BIFFBuilder.long(entry.size) + [0, 0, 0, 0]
    }
    let directoryStart = add(directory)
    let perSector = size / 4
    var listStart = CompoundBuilder.end
    if listsTablesApart { listStart = add([UInt8](repeating: 0xff, count: size)) }
    var tables = 1
    while tables * perSector < table.count + tables { tables += 1 }
    let first = table.count
    table += [Int](repeating: 0xffff_fffd, count: tables)
    sectors += table.flatMap { BIFFBuilder.long($0) }
    sectors += [UInt8](repeating: 0xff, count: tables * size - table.count * 4)
    let names = (0..<tables).map { first + $0 }
    if listsTablesApart {
      let list =
        names.flatMap { BIFFBuilder.long($0) } + [UInt8](repeating: 0xff, count: size - 4 - names.count * 4)
        + BIFFBuilder.long(CompoundBuilder.end)
      sectors.replaceSubrange((listStart * size)..<((listStart + 1) * size), with: list)
    }
    var header: [UInt8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1] + [UInt8](repeating: 0, count: 16)
    header += BIFFBuilder.word(0x3e) + BIFFBuilder.word(shift == 9 ? 3 : 4) + BIFFBuilder.word(0xfffe)
    header += BIFFBuilder.word(shift) + BIFFBuilder.word(6) + [UInt8](repeating: 0, count: 10)
    header += BIFFBuilder.long(tables) + BIFFBuilder.long(directoryStart) + BIFFBuilder.long(0)
    header +=
      BIFFBuilder.long(4096) + BIFFBuilder.long(smallTableStart) + BIFFBuilder.long(small.isEmpty ? 0 : 1)
    header += BIFFBuilder.long(listStart) + BIFFBuilder.long(listsTablesApart ? 1 : 0)
    for index in 0..<109 {
      header += BIFFBuilder.long(
        !listsTablesApart && index < names.count ? names[index] : CompoundBuilder.free)
    }
    return header + [UInt8](repeating: 0, count: size - 512) + sectors
  }

  /// What fills a sector of a table up.
  private func filler(_ count: Int) -> [UInt8] {
    let perSector = (1 << shift) / 4
    return [UInt8](repeating: 0xff, count: (perSector - count % perSector) % perSector * 4)
  }
}
