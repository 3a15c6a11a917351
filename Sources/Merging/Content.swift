import Records
package import YAML

/// What a value says, whatever its quotes and its layout; texts are the same where their bytes are.
package enum Content: Hashable, Sendable {
  /// No key, a key without a value, or an empty list or map.
  case nothing
  case text([UInt8])
  case list([Content])
  /// By key, in the order of the keys' bytes.
  case map([Entry])

  package struct Entry: Hashable, Sendable {
    let key: [UInt8]
    let value: Content
  }

  package init(_ value: YAMLValue?) {
    switch value {
    case nil, .plain("")?, .plain("~")?, .plain("null")?: self = .nothing
    case .plain(let text)?, .text(let text)?: self = .text(Array(text.utf8))
    case .list(let items)?: self = items.isEmpty ? .nothing : .list(items.map { Content($0) })
    case .map(let entries)?:
      let sorted = entries.map { Entry(key: Array($0.key.utf8), value: Content($0.value)) }
        .sorted { $0.key.lexicographicallyPrecedes($1.key) }
      self = sorted.isEmpty ? .nothing : .map(sorted)
    }
  }
}

extension YAMLValue {
  /// The text of a scalar.
  var scalar: String? {
    switch self {
    case .plain(let text), .text(let text): text
    case .list, .map: nil
    }
  }

  /// The value under a key of a map.
  subscript(key: String) -> YAMLValue? {
    guard case .map(let entries) = self else { return nil }
    return entries.first { $0.key.utf8.elementsEqual(key.utf8) }?.value
  }

  /// An order of values that is the same for everybody: that of their bytes, written out.
  static func precedes(_ one: YAMLValue, _ other: YAMLValue) -> Bool {
    let (left, right) = (Array(one.written.utf8), Array(other.written.utf8))
    if left != right { return left.lexicographicallyPrecedes(right) }
    return one.kind < other.kind
  }

  /// Of two values that say the same the one to write, whichever side it is on.
  static func either(_ one: YAMLValue?, _ other: YAMLValue?) -> YAMLValue? {
    guard let one, let other else { return one ?? other }
    return precedes(one, other) ? one : other
  }

  private var written: String {
    switch self {
    case .plain(let text), .text(let text): text
    case .list(let items): "[" + items.map(\.written).joined(separator: ", ") + "]"
    case .map(let entries):
      "{" + entries.map { $0.key + ": " + $0.value.written }.joined(separator: ", ") + "}"
    }
  }

  // A text stays a text where one side wrote it so.
  private var kind: Int { if case .text = self { 0 } else { 1 } }
}

/// A value as the three sides of a merge have it; nil where a side has none.
struct Versions {
  var base: YAMLValue?
  var ours: YAMLValue?
  var theirs: YAMLValue?

  init(_ base: YAMLValue?, _ ours: YAMLValue?, _ theirs: YAMLValue?) {
    self.base = base
    self.ours = ours
    self.theirs = theirs
  }
}

/// What became of a value.
enum Merged {
  case value(YAMLValue?)
  /// Both sides changed it, to values that do not go together.
  case conflict
}
