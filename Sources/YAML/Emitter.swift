/// The canonical layout of new files: one key a line, short lists on one line, never a folded line.
package enum Emitter {
  /// A text as it stands after a `key: `, quoted where a reader would retype it.
  package static func scalar(text: String) -> String { ScalarText.inline(text, typed: false, inFlow: false) }

  /// A file that holds one mapping, its keys in the order given.
  package static func emit(map: [(String, YAMLValue)]) -> [UInt8] {
    guard !map.isEmpty else { return Array("{}\n".utf8) }
    var text = ""
    text.reserveCapacity(map.count * 32)
    append(map, to: &text, indent: 0, lead: "")
    return Array(text.utf8)
  }

  /// A file that holds a list of mappings, each with its keys on lines of their own.
  package static func emit(list: [[(String, YAMLValue)]]) -> [UInt8] {
    guard !list.isEmpty else { return Array("[]\n".utf8) }
    var text = ""
    for map in list {
      if map.isEmpty { text += "- {}\n" } else { append(map, to: &text, indent: 2, lead: "- ") }
    }
    return Array(text.utf8)
  }

  private static func append(_ map: [(String, YAMLValue)], to text: inout String, indent: Int, lead: String) {
    let prefix = String(repeating: " ", count: indent)
    for (index, (key, value)) in map.enumerated() {
      if let inline = Rendered.line(value) {
        text += index == 0 ? lead : prefix
        text += ScalarText.key(key)
        text += ": "
        text += inline
        text += "\n"
        continue
      }
      let entry = Rendered(entry: YAMLValue.Entry(key, value), indent: indent)
      text += index == 0 ? lead : prefix
      text += entry.inline
      text += "\n"
      for line in entry.lines {
        text += line
        text += "\n"
      }
    }
  }
}
