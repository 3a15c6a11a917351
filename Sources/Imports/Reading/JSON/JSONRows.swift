import Diagnostics
import JSON
import Records

/// The objects of a document, read one by one.
struct JSONObjects: Sendable {
  private let text: [UInt8]
  private let lines: JSONLineTable
  private let elements: [JSONElement]
  /// The path of their list; nil for an object a line.
  private let path: String?
  /// The document is one object.
  private let isSingle: Bool

  var count: Int { elements.count }

  /// An object a line.
  init(lines text: [UInt8], _ lines: JSONLineTable) {
    self.text = text
    self.lines = lines
    path = nil
    isSingle = false
    var elements: [JSONElement] = []
    var position = 0
    while let range = CardLines.physical(text[...], &position) {
      if text[range].contains(where: { $0 != 0x20 && $0 != 0x09 }) { elements.append(JSONElement(range)) }
    }
    self.elements = elements
  }

  /// The list of objects that a document is, or holds: the only one, or the one of this path or last key.
  init(document text: [UInt8], _ lines: JSONLineTable, wanted: String?) throws(JSONSlip) {
    self.text = text
    self.lines = lines
    let finder = try JSONListFinder(text)
    var lists = finder.lists.filter { list in !JSONObjects.areValues(list, in: text) }
    if let wanted { lists = try JSONObjects.named(wanted, among: lists) }
    let titles = finder.scalarKeys.filter { HeaderSynonyms.recognises($0) }
    if wanted == nil, lists.isEmpty || titles.count > 1 {
      isSingle = true
      path = "$"
      elements = [JSONElement(0..<text.count)]
      return
    }
    guard lists.count == 1 else { throw JSONObjects.several(lists) }
    isSingle = false
    path = lists[0].path
    elements = lists[0].elements
  }

  /// True for lists such as `[{"value": …, "type": "work"}]`, which are one field of a record.
  private static func areValues(_ list: JSONList, in text: [UInt8]) -> Bool {
    guard list.path != "$", let first = list.elements.first else { return false }
    do throws(JSONError) {
      let value = try JSONValue(parsing: Array(text[first.bytes]))
      return value["value"] != nil
    } catch {
      return false
    }
  }

  private static func named(_ wanted: String, among lists: [JSONList]) throws(JSONSlip) -> [JSONList] {
    let found = lists.filter { $0.path == wanted || $0.path == JSONListFinder.path("$", wanted) }
    if !found.isEmpty { return found }
    throw JSONSlip(
      "it has no list of objects \"\(wanted)\"", at: nil,
      hints: .unknown(wanted, among: lists.map(\.path), listing: "lists: "))
  }

  private static func several(_ lists: [JSONList]) -> JSONSlip {
    let names = lists.prefix(8).map { "\($0.path) (\($0.elements.count))" }.joined(separator: ", ")
    return JSONSlip(
      "it holds several lists of objects: \(names)", at: nil,
      hints: ["--sheet takes one of them, by its path"])
  }

  /// True where the first lines are objects by themselves.
  static func areLines(_ text: [UInt8]) -> Bool {
    var position = 0
    var seen = 0
    while seen < 2, let range = CardLines.physical(text[...], &position) {
      var line = text[range]
      while let last = line.last, last == 0x20 || last == 0x09 { line.removeLast() }
      guard let first = line.first(where: { $0 != 0x20 && $0 != 0x09 }) else { continue }
      guard first == 0x7b, seen == 1 || line.last == 0x7d else { return false }
      seen += 1
    }
    return seen == 2
  }

  func place(of index: Int) -> Place {
    guard let path else { return .line(lines.place(of: elements[index].bytes.lowerBound).line) }
    return .pointer(isSingle ? path : "\(path)[\(index)]")
  }

  /// What an element is.
  enum Element {
    case members([JSONMember])
    /// Why it is no object, and its text.
    case unreadable(String, String)
  }

  func element(at index: Int) -> Element {
    let bytes = Array(text[elements[index].bytes])
    let reason: String
    do throws(JSONError) {
      let value = try JSONValue(parsing: bytes)
      if let members = value.members { return .members(members) }
      reason = "it is \(JSONObjects.noun(value)), not an object"
    } catch {
      let start = elements[index].bytes.lowerBound
      let place = lines.place(of: start, and: JSONError.Place(line: error.line, column: error.column))
      let earlier = error.earlier.map { lines.place(of: start, and: $0) }
      let also = earlier.map { ", first in line \($0.line), column \($0.column)" } ?? ""
      reason = "no JSON: line \(place.line), column \(place.column): \(error.message)\(also)"
    }
    return .unreadable(reason, String(decoding: bytes, as: UTF8.self))
  }

  private static func noun(_ value: JSONValue) -> String {
    switch value {
    case .null: "null"
    case .bool: "a flag"
    case .integer, .number: "a number"
    case .string: "a text"
    case .array: "a list"
    case .object: "an object"
    }
  }
}

/// Which line a byte is in, without counting from the top each time.
struct JSONLineTable: Sendable {
  private let text: [UInt8]
  /// How many line ends there are before each block.
  private var before: [UInt32] = []
  private static let blockSize = 1024

  init(_ text: [UInt8]) {
    self.text = text
    var count: UInt32 = 0
    for (index, byte) in text.enumerated() {
      if index % JSONLineTable.blockSize == 0 { before.append(count) }
      if byte == 0x0a { count += 1 }
    }
  }

  func place(of position: Int) -> JSONError.Place {
    let position = min(position, text.count)
    let block = min(position / JSONLineTable.blockSize, max(before.count - 1, 0))
    let start = block * JSONLineTable.blockSize
    let line = (before.isEmpty ? 0 : Int(before[block])) + text[start..<position].count { $0 == 0x0a }
    let lineStart = text[..<position].lastIndex(of: 0x0a).map { $0 + 1 } ?? 0
    // A line of many megabytes has columns that nobody counts by letters.
    let column =
      position - lineStart > 1 << 16
      ? position - lineStart : String(decoding: text[lineStart..<position], as: UTF8.self).count
    return JSONError.Place(line: line + 1, column: column + 1)
  }

  /// A place within a value that begins at this byte.
  func place(of start: Int, and inner: JSONError.Place) -> JSONError.Place {
    let outer = place(of: start)
    return JSONError.Place(
      line: outer.line + inner.line - 1,
      column: inner.line == 1 ? outer.column + inner.column - 1 : inner.column)
  }
}

/// All objects looked at once: which columns there are, and what kind they say they are.
struct JSONSurvey {
  let rows: JSONRows
  private(set) var facts = SourceFacts()

  private static let columnLimit = 2000

  init(_ objects: JSONObjects) throws(JSONSlip) {
    var titles: [String: Int] = [:]
    var raw: Set<String> = []
    var kinds: [Kind: Int] = [:]
    var hasObject = false
    for index in 0..<objects.count {
      guard case .members(let members) = objects.element(at: index) else { continue }
      hasObject = true
      if let kind = JSONFlattening.kind(of: members) { kinds[kind, default: 0] += 1 }
      let flat = JSONFlattening(members)
      raw.formUnion(flat.raw)
      for (title, _) in flat.cells where titles[title] == nil { titles[title] = titles.count }
      if titles.count > JSONSurvey.columnLimit {
        throw JSONSlip("the objects have more than \(JSONSurvey.columnLimit) different keys", at: nil)
      }
    }
    if !hasObject { throw JSONSurvey.noObject(objects) }
    let columns = titles.sorted { $0.value < $1.value }.map(\.key)
    rows = JSONRows(objects, columns: columns)
    facts.isDrawnTable = false
    facts.encoding = .utf8
    facts.verbatim = Set(columns.indices.filter { raw.contains(columns[$0]) })
    facts.kind = kinds.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    guard kinds.count > 1 else { return }
    for index in 0..<objects.count {
      guard case .members(let members) = objects.element(at: index) else { continue }
      facts.kinds[objects.place(of: index)] = JSONFlattening.kind(of: members)
    }
  }

  private static func noObject(_ objects: JSONObjects) -> JSONSlip {
    guard objects.count > 0, case .unreadable(let reason, _) = objects.element(at: 0) else {
      return JSONSlip("the list is empty", at: nil)
    }
    return JSONSlip("no element is an object; of the first, \(reason)", at: nil)
  }
}

/// The rows of a document, each made of its text when it is asked for.
struct JSONRows: IndexedRows {
  let columns: [String]
  private let objects: JSONObjects
  private let positions: [String: Int]

  init(_ objects: JSONObjects, columns: [String]) {
    self.objects = objects
    self.columns = columns
    positions = Dictionary(zip(columns, 0...), uniquingKeysWith: { first, _ in first })
  }

  /// The titles come first.
  var count: Int { objects.count + 1 }

  func row(at index: Int) -> Row {
    guard index > 0 else { return Row(.pointer("$"), cells: columns.map { .text($0) }) }
    let place = objects.place(of: index - 1)
    switch objects.element(at: index - 1) {
    case .members(let members):
      var cells: [SourceCell] = []
      for (title, cell) in JSONFlattening(members).cells {
        guard let position = positions[title] else { continue }
        while cells.count <= position { cells.append(.empty) }
        cells[position] = cell
      }
      return Row(place, cells: cells)
    case .unreadable(let reason, let text):
      var row = Row(place, cells: [.text(text.isEmpty ? "?" : text)])
      row.faults = [RowFault(reason: .unreadable(reason), cell: 0)]
      return row
    }
  }
}
