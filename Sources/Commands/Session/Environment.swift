/// The variables of the environment, kept as the system hands them over; most commands ask for a few of them.
package struct Environment: Sendable {
  /// `NAME=value` each.
  private let entries: [String]

  /// Of entries with the same name the last one counts; what has no `=` is left out.
  package init(entries: [String]) {
    self.entries = entries.filter { $0.utf8.contains(Environment.sign) }
  }

  package init(_ values: [String: String]) {
    entries = values.map { "\($0.key)=\($0.value)" }.sorted()
  }

  package subscript(_ name: String) -> String? {
    for entry in entries.reversed() {
      if let start = Environment.value(in: entry, of: name) { return String(entry[start...]) }
    }
    return nil
  }

  /// All variables by name.
  package var values: [String: String] {
    var values: [String: String] = [:]
    for entry in entries {
      guard let sign = entry.utf8.firstIndex(of: Environment.sign) else { continue }
      values[String(entry[..<sign])] = String(entry[entry.utf8.index(after: sign)...])
    }
    return values
  }

  /// The same as programs get them that this one starts: each name once, `NAME=value`, sorted.
  package var listed: [String] {
    var listed: [String] = []
    for (place, entry) in entries.enumerated() {
      let isReplaced = entries[(place + 1)...].contains { Environment.haveOneName(entry, $0) }
      if !isReplaced { listed.append(entry) }
    }
    return listed.sorted()
  }

  private static let sign = UInt8(ascii: "=")

  /// Where the value begins, if the entry has this name.
  private static func value(in entry: String, of name: String) -> String.Index? {
    let bytes = entry.utf8
    var place = bytes.startIndex
    for byte in name.utf8 {
      guard place < bytes.endIndex, bytes[place] == byte else { return nil }
      place = bytes.index(after: place)
    }
    guard place < bytes.endIndex, bytes[place] == sign else { return nil }
    return bytes.index(after: place)
  }

  private static func haveOneName(_ a: String, _ b: String) -> Bool {
    for (x, y) in zip(a.utf8, b.utf8) {
      if x != y { return false }
      if x == sign { return true }
    }
    return false
  }
}
