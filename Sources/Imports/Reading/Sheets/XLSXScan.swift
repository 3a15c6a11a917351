import Archive
import Diagnostics

/// A quick look over the bytes of a sheet's part, before it is parsed: whether its rows are in order, and whether links or
/// merged cells follow them.
struct XLSXScan {
  private(set) var isOrdered = true
  private(set) var hasLinks = false
  private(set) var hasMerges = false
  /// The text is not in bytes of ASCII and more, so that nothing could be seen.
  private(set) var isWide = false

  private var tag: [UInt8] = []
  private var isInTag = false
  private var lastRow = 0
  private static let tagLimit = 160

  init(_ stream: ZipStream) throws(Diagnostic) {
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    var isFirst = true
    while true {
      let count = try ZipReader.read(stream, into: &piece)
      if count == 0 { return }
      if isFirst, piece[0] == 0xff || piece[0] == 0xfe || piece[0] == 0 {
        isWide = true
        return
      }
      isFirst = false
      piece.withUnsafeBufferPointer { look(at: UnsafeBufferPointer(rebasing: $0[..<count])) }
    }
  }

  private mutating func look(at bytes: UnsafeBufferPointer<UInt8>) {
    var position = 0
    while position < bytes.count {
      if !isInTag {
        while position < bytes.count, bytes[position] != 0x3c { position += 1 }
        guard position < bytes.count else { return }
        position += 1
        isInTag = true
        tag.removeAll(keepingCapacity: true)
      }
      while position < bytes.count {
        let byte = bytes[position]
        position += 1
        // Most tags are of cells, told by their first letters.
        if byte == 0x3e || tag.count == XLSXScan.tagLimit || (tag.count == 1 && byte == 0x20)
          || tag.first == 0x2f
        {
          if tag.count > 2 { end() }
          isInTag = false
          break
        }
        tag.append(byte)
      }
    }
  }

  private mutating func end() {
    let name = tag.prefix { $0 != 0x20 && $0 != 0x2f && $0 != 0x0a && $0 != 0x0d && $0 != 0x09 }
    let local = name.lastIndex(of: 0x3a).map { name[($0 + 1)...] } ?? name[...]
    if local.elementsEqual("row".utf8) {
      let number = XLSXScan.number(tag) ?? lastRow + 1
      if number <= lastRow { isOrdered = false }
      lastRow = number
    } else if local.elementsEqual("hyperlink".utf8) {
      hasLinks = true
    } else if local.elementsEqual("mergeCell".utf8) {
      hasMerges = true
    }
  }

  /// The value of the attribute `r`.
  private static func number(_ tag: [UInt8]) -> Int? {
    var position = 0
    while position + 3 < tag.count {
      let isAttribute = tag[position] <= 0x20 && tag[position + 1] == 0x72 && tag[position + 2] == 0x3d
      guard isAttribute else {
        position += 1
        continue
      }
      let digits = tag[(position + 4)...].prefix { (0x30...0x39).contains($0) }
      return digits.count > 12 ? nil : Int(String(decoding: digits, as: UTF8.self))
    }
    return nil
  }
}

/// What stands behind the rows of a sheet and concerns its cells.
struct XLSXExtras: Sendable {
  /// Where cells lead, by their place.
  private(set) var links: [SheetPosition: String] = [:]
  /// Ordered by their first row.
  private(set) var merges: [SheetRange] = []
  private static let linkLimit = 200_000
  private static let mergeLimit = 100_000

  init() {}

  init(_ book: XLSXBook, part: String) throws(Diagnostic) {
    guard let stream = try book.package.stream(part) else { return }
    let targets = Dictionary(
      try book.package.relationships(of: part).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let reader = try XMLReader(stream, name: part, XLSXName.vocabulary)
    while let event = try reader.next() {
      switch event {
      case .start(XLSXName.mergeCell):
        if merges.count < XLSXExtras.mergeLimit,
          let range = reader.attribute(XLSXName.ref).flatMap({ SheetRange($0) })
        {
          merges.append(range)
        }
      case .start(XLSXName.hyperlink):
        // Links within the workbook have no target.
        guard let relation = reader.attribute(XLSXName.relation), let target = targets[relation],
          target.isExternal,
          let range = reader.attribute(XLSXName.ref).flatMap({ SheetRange($0) })
        else { continue }
        add(target.target, range)
      default: break
      }
    }
    merges.sort { $0.rows.lowerBound < $1.rows.lowerBound }
  }

  private mutating func add(_ target: String, _ range: SheetRange) {
    guard range.rows.count <= 10_000, range.columns.count <= 100 else { return }
    for row in range.rows {
      for column in range.columns where links.count < XLSXExtras.linkLimit {
        links[SheetPosition(row: row, column: column)] = target
      }
    }
  }
}

/// Which cells of a row are covered by a merged one, asked row after row.
struct CoveredCells {
  private let merges: [SheetRange]
  private var following = 0
  private var active: [SheetRange] = []
  private var row = 0
  /// By column, for this row.
  private var columns: [Bool] = []
  private var isFresh = false
  /// Beyond these, rows that come in no order are not looked up.
  private static let restartLimit = 1000

  init(_ merges: [SheetRange]) { self.merges = merges }

  mutating func go(to row: Int) {
    if merges.isEmpty || row == self.row { return }
    if row < self.row {
      (following, active) = (merges.count > CoveredCells.restartLimit ? merges.count : 0, [])
      isFresh = true
    }
    self.row = row
    // The first row of a merged cell differs from those below.
    var isChanged = isFresh
    isFresh = false
    if active.contains(where: { $0.rows.upperBound < row }) {
      active.removeAll { $0.rows.upperBound < row }
      isChanged = true
    }
    while following < merges.count, merges[following].rows.lowerBound <= row {
      if merges[following].rows.upperBound >= row, active.count < SheetPosition.lastColumn {
        active.append(merges[following])
        isChanged = true
        isFresh = true
      }
      following += 1
    }
    if isChanged { cover() }
  }

  private mutating func cover() {
    columns = [Bool](repeating: false, count: active.isEmpty ? 0 : SheetPosition.lastColumn + 1)
    for range in active {
      let first = range.columns.lowerBound + (range.rows.lowerBound == row ? 1 : 0)
      let last = min(range.columns.upperBound, SheetPosition.lastColumn)
      if first <= last { for column in first...last { columns[column] = true } }
    }
  }

  /// True for every cell of a merged one but the first.
  func covers(_ column: Int) -> Bool { column < columns.count && columns[column] }
}
