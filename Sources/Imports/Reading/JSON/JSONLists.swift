import JSON

/// A list of objects in a document, by its path.
struct JSONList {
  /// `$`, `$.contacts`.
  let path: String
  /// Where its elements are.
  let elements: [JSONElement]
}

/// Where a value is in a text; there may be millions.
struct JSONElement: Sendable {
  private let start: UInt32
  private let end: UInt32

  init(_ range: Range<Int>) {
    start = UInt32(clamping: range.lowerBound)
    end = UInt32(clamping: range.upperBound)
  }

  var bytes: Range<Int> { Int(start)..<Int(end) }
}

/// Finds the lists of objects in a document.
struct JSONListFinder {
  private var skipper: JSONSkipper
  private(set) var lists: [JSONList] = []
  /// The keys of the outermost object with values that are no lists and no objects.
  private(set) var scalarKeys: [String] = []

  /// Objects within objects are looked into so deep.
  private static let depthLimit = 4
  private static let elementLimit = 5_000_000

  init(_ bytes: [UInt8]) throws(JSONSlip) {
    skipper = JSONSkipper(bytes)
    if skipper.peek() == 0x5b { try list(at: "$", isOutermost: true) } else { try object(at: "$", depth: 0) }
    if skipper.peek() != nil {
      throw JSONSlip("unexpected text after the end of the document", at: skipper.index)
    }
  }

  private mutating func list(at path: String, isOutermost: Bool) throws(JSONSlip) {
    _ = skipper.pass(0x5b)
    var elements: [JSONElement] = []
    var hasObject = false
    if !skipper.pass(0x5d) {
      repeat {
        if skipper.peek() == 0x5d {
          throw JSONSlip("a comma before the end of the list", at: skipper.index)
        }
        if skipper.peek() == 0x7b { hasObject = true }
        let start = skipper.index
        elements.append(JSONElement(try skipper.value()))
        if elements.count > JSONListFinder.elementLimit {
          throw JSONSlip("more than \(JSONListFinder.elementLimit) elements", at: start)
        }
      } while skipper.pass(0x2c)
      guard skipper.pass(0x5d) else { throw expected("\",\" or \"]\"") }
    }
    if hasObject || isOutermost { lists.append(JSONList(path: path, elements: elements)) }
  }

  private mutating func object(at path: String, depth: Int) throws(JSONSlip) {
    _ = skipper.pass(0x7b)
    if skipper.pass(0x7d) { return }
    repeat {
      guard skipper.peek() == 0x22 else { throw expected("a key in double quotes") }
      let start = skipper.index
      try skipper.string()
      let key = JSONListFinder.key(skipper.bytes[start..<skipper.index])
      guard skipper.pass(0x3a) else { throw expected("\":\" after a key") }
      let inner = JSONListFinder.path(path, key)
      switch skipper.peek() {
      case 0x5b: try list(at: inner, isOutermost: false)
      case 0x7b where depth < JSONListFinder.depthLimit: try object(at: inner, depth: depth + 1)
      default:
        _ = try skipper.value()
        if depth == 0 { scalarKeys.append(key) }
      }
    } while skipper.pass(0x2c)
    guard skipper.pass(0x7d) else { throw expected("\",\" or \"}\"") }
  }

  private mutating func expected(_ what: String) -> JSONSlip {
    skipper.peek() == nil
      ? JSONSlip("unexpected end of the document", at: skipper.index)
      : JSONSlip("expected \(what)", at: skipper.index)
  }

  private static func key(_ literal: ArraySlice<UInt8>) -> String {
    do throws(JSONError) {
      return try JSONValue(parsing: Array(literal)).string ?? ""
    } catch {
      return String(decoding: literal.dropFirst().dropLast(), as: UTF8.self)
    }
  }

  /// `$.contacts`, or `$["odd key"]`.
  static func path(_ parent: String, _ key: String) -> String {
    let isPlain =
      !key.isEmpty
      && key.utf8.allSatisfy { (0x61...0x7a).contains($0 | 0x20) || (0x30...0x39).contains($0) || $0 == 0x5f }
    return isPlain ? "\(parent).\(key)" : "\(parent)[\"\(key)\"]"
  }
}
