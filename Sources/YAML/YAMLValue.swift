/// A value to write.
package enum YAMLValue: Sendable, Hashable {
  /// A key of a mapping and its value.
  package struct Entry: Sendable, Hashable {
    package var key: String
    package var value: YAMLValue

    package init(_ key: String, _ value: YAMLValue) {
      self.key = key
      self.value = value
    }
  }

  /// Text, quoted wherever a YAML 1.1 or 1.2 reader would take it for anything else.
  case text(String)
  /// A number, date, flag or id: written bare where the syntax allows.
  case plain(String)
  case list([YAMLValue])
  case map([Entry])
}
