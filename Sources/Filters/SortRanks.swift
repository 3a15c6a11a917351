import Records
import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What records are sorted by, in flat tables: a comparison touches a few numbers and, for equal ones, the bytes of a text.
struct SortRanks {
  /// A value made comparable.
  enum Value {
    case missing
    case number(Decimal)
    case integer(Int64)
    /// Folded; its order is that of its bytes.
    case text(String)
  }

  private enum Form: UInt8 {
    case number, integer, text, missing
  }

  private struct Cell {
    var form: Form
    /// The length of a text.
    var count: Int32 = 0
    /// The integer itself, or where the number or text is.
    var place: Int64 = 0
  }

  private let isDescending: [Bool]
  /// A row's cells, key by key.
  private var cells: [Cell] = []
  /// By row: a number that never stands in the wrong order to another, so that most comparisons end with it.
  private var coarse: [UInt64] = []
  private var identifiers: [UInt64] = []
  private var numbers: [Decimal] = []
  private var texts: [UInt8] = []

  init(keys isDescending: [Bool], count: Int) {
    self.isDescending = isDescending
    cells.reserveCapacity(count * isDescending.count)
    coarse.reserveCapacity(count)
    identifiers.reserveCapacity(count)
  }

  /// Adds the next key of a row.
  mutating func add(_ value: Value) {
    let first: UInt64
    switch value {
    case .missing:
      cells.append(Cell(form: .missing))
      first = 0
    case .integer(let integer):
      cells.append(Cell(form: .integer, place: integer))
      first = UInt64(bitPattern: integer) ^ (1 << 63)
    case .number(let number):
      cells.append(Cell(form: .number, place: Int64(numbers.count)))
      numbers.append(number)
      // Whole units are enough here; decimals are told apart by the number itself.
      first = UInt64(bitPattern: Int64(clamping: number.wholePart)) ^ (1 << 63)
    case .text(var text):
      let start = texts.count
      text.withUTF8 { texts.append(contentsOf: $0) }
      first = endText(from: start)
    }
    addCoarse(first)
  }

  /// Adds the next key of a row, a text by its bytes, which are folded on the way; false, and nothing added, where only
  /// the whole text tells how.
  mutating func add(folding text: UnsafeRawBufferPointer) -> Bool {
    let start = texts.count
    guard Folding.fold(text, onto: &texts) else { return false }
    let isBlank = text.allSatisfy { byte in
      switch byte {
      case 0x09...0x0D, 0x20: true
      default: false
      }
    }
    guard !isBlank else {
      texts.removeLast(texts.count - start)
      add(.missing)
      return true
    }
    addCoarse(endText(from: start))
    return true
  }

  /// Adds the cell of a text that ends the texts; its first eight bytes.
  private mutating func endText(from start: Int) -> UInt64 {
    cells.append(Cell(form: .text, count: Int32(clamping: texts.count - start), place: Int64(start)))
    var word: UInt64 = 0
    for place in start..<start + 8 { word = word << 8 | (place < texts.count ? UInt64(texts[place]) : 0) }
    return word
  }

  private mutating func addCoarse(_ first: UInt64) {
    var first = first
    guard coarse.count == identifiers.count else { return }
    if isDescending.first == true { first = ~first }
    // The highest bits tell forms apart; what they push out is left to the whole comparison.
    coarse.append(form(cells[cells.count - 1].form) << 62 | first >> 2)
  }

  /// Ends a row.
  mutating func add(identifier: RecordID) {
    if coarse.count == identifiers.count { coarse.append(0) }
    identifiers.append(identifier.bits)
  }

  /// Different forms under one key come from free maps alone; any fixed order will do, but nothing stands last.
  private func form(_ form: Form) -> UInt64 {
    if form == .missing { return 3 }
    return isDescending.first == true ? 2 - UInt64(form.rawValue) : UInt64(form.rawValue)
  }

  func precedes(_ a: Int32, _ b: Int32) -> Bool {
    let (a, b) = (Int(a), Int(b))
    if coarse[a] != coarse[b] { return coarse[a] < coarse[b] }
    for (key, isDescending) in isDescending.enumerated() {
      let sign = compare(
        cells[a * self.isDescending.count + key], cells[b * self.isDescending.count + key], isDescending)
      if sign != 0 { return sign < 0 }
    }
    return identifiers[a] < identifiers[b]
  }

  private func compare(_ a: Cell, _ b: Cell, _ isDescending: Bool) -> Int {
    let sign: Int
    switch (a.form, b.form) {
    case (.missing, .missing): return 0
    case (.missing, _): return 1
    case (_, .missing): return -1
    case (.integer, .integer): sign = a.place < b.place ? -1 : (a.place == b.place ? 0 : 1)
    case (.number, .number):
      let (x, y) = (numbers[Int(a.place)], numbers[Int(b.place)])
      sign = x < y ? -1 : (x == y ? 0 : 1)
    case (.text, .text): sign = compareTexts(a, b)
    default: sign = Int(a.form.rawValue) - Int(b.form.rawValue)
    }
    return isDescending ? -sign : sign
  }

  private func compareTexts(_ a: Cell, _ b: Cell) -> Int {
    let sign = texts.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return 0 }
      return Int(memcmp(base + Int(a.place), base + Int(b.place), Int(min(a.count, b.count))))
    }
    return sign != 0 ? sign : Int(a.count) - Int(b.count)
  }

  /// The first rows of the order, without the rest being sorted.
  func first(_ limit: Int, of places: [Int32]) -> [Int32] {
    guard limit > 0 else { return [] }
    var best: [Int32] = []
    // Fewer than 64 are sorted without further memory.
    let capacity = max(2 * limit, 60)
    best.reserveCapacity(capacity)
    // The last row that still counts, once there are enough.
    var last: Int32?
    func trim() {
      best.sort { precedes($0, $1) }
      if best.count > limit { best.removeLast(best.count - limit) }
      if best.count == limit { last = best.last }
    }
    for place in places {
      if let last, !precedes(place, last) { continue }
      best.append(place)
      if best.count == capacity { trim() }
    }
    trim()
    return best
  }
}

extension Decimal {
  /// Rounded down, so that it never stands in the wrong order.
  fileprivate var wholePart: Int128 {
    var power: Int128 = 1
    for _ in 0..<min(scale, 36) { power *= 10 }
    let (quotient, remainder) = coefficient.quotientAndRemainder(dividingBy: power)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
