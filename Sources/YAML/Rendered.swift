/// A value laid out for a block: what stands after its `:` or `-`, and the lines below (without breaks).
struct Rendered {
  /// Columns that a list or mapping on one line may take, the key included.
  static let width = 80

  var inline: String
  var lines: [String] = []
  /// Whether the last line must end with a break for the text to be whole.
  var mustEndWithBreak = false
  /// Whether a blank line below would become part of the text (`|+`).
  var absorbsBlankLines = false
  /// The indentation of a literal that the lines end with.
  var literalIndent: Int?

  /// A value that takes one line.
  init(inline: String, lines: [String] = []) {
    self.inline = inline
    self.lines = lines
  }

  /// The canonical layout of a value whose `:` or `-` belongs to a line indented by `indent`.
  ///
  /// `used` is the number of columns taken before the value; `contentIndent` that of a literal's lines.
  init(_ value: YAMLValue, indent: Int, used: Int, contentIndent: Int? = nil, isItem: Bool = false) {
    switch value {
    case .text(let text), .plain(let text):
      if let literal = Literal(text) {
        self = literal.rendered(indent: contentIndent ?? indent + 2, parent: indent)
      } else {
        inline = Self.scalar(value, inFlow: false)
      }
    case .list(let items):
      let flow = Self.flow(value)
      let isShort = used + flow.unicodeScalars.count <= Self.width && items.allSatisfy(\.isSimple)
      if isItem || items.isEmpty || isShort {
        inline = flow
        return
      }
      inline = ""
      for item in items { append(item: item, indent: indent) }
    case .map(let entries):
      let flow = Self.flow(value)
      let isShort =
        used + flow.unicodeScalars.count <= Self.width && entries.allSatisfy { $0.value.isSimpleOrList }
      if isItem || entries.isEmpty || isShort {
        inline = flow
        return
      }
      inline = ""
      for entry in entries { append(entry: entry, indent: indent + 2) }
    }
  }

  /// The lines of a `key: value` pair, the first one in `inline`.
  init(entry: YAMLValue.Entry, indent: Int) {
    let key = ScalarText.key(entry.key)
    let value = Rendered(entry.value, indent: indent, used: indent + key.unicodeScalars.count + 2)
    self = value
    inline = key + ":" + (value.inline.isEmpty ? "" : " " + value.inline)
  }

  /// The lines of a `- item`, the first one in `inline`.
  init(item: YAMLValue, indent: Int) {
    self.init(item, indent: indent, used: indent + 2, isItem: true)
    inline = "- " + inline
  }

  private mutating func append(item: YAMLValue, indent: Int) {
    append(Rendered(item: item, indent: indent), indent: indent)
  }

  private mutating func append(entry: YAMLValue.Entry, indent: Int) {
    append(Rendered(entry: entry, indent: indent), indent: indent)
  }

  private mutating func append(_ part: Rendered, indent: Int) {
    lines.append(String(repeating: " ", count: indent) + part.inline)
    lines.append(contentsOf: part.lines)
    mustEndWithBreak = part.mustEndWithBreak
    absorbsBlankLines = part.absorbsBlankLines
    literalIndent = part.literalIndent
  }

  // MARK: On one line

  static func flow(_ value: YAMLValue) -> String {
    switch value {
    case .text, .plain: scalar(value, inFlow: true)
    case .list(let items): "[" + items.map(flow).joined(separator: ", ") + "]"
    case .map(let entries): "{" + entries.map(flow).joined(separator: ", ") + "}"
    }
  }

  static func flow(_ entry: YAMLValue.Entry) -> String {
    ScalarText.key(entry.key) + ": " + flow(entry.value)
  }

  /// A scalar of one line; nil for every other value.
  static func line(_ value: YAMLValue) -> String? { value.isSimple ? scalar(value, inFlow: false) : nil }

  private static func scalar(_ value: YAMLValue, inFlow: Bool) -> String {
    switch value {
    case .plain(let text): ScalarText.inline(text, typed: true, inFlow: inFlow)
    case .text(let text): ScalarText.inline(text, typed: false, inFlow: inFlow)
    case .list, .map: flow(value)
    }
  }
}

extension YAMLValue {
  /// Whether this is a scalar of one line.
  fileprivate var isSimple: Bool {
    switch self {
    case .text(let text), .plain(let text): !text.utf8.contains(0x0A)
    case .list, .map: false
    }
  }

  fileprivate var isSimpleOrList: Bool {
    if case .list(let items) = self { items.allSatisfy(\.isSimple) } else { isSimple }
  }
}
