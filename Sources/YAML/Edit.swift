/// An edit of one key of a mapping: a value to hold, or `nil` for no key.
package struct Edit: Sendable, Hashable {
  package var key: String
  package var value: YAMLValue?

  package init(_ key: String, _ value: YAMLValue?) {
    self.key = key
    self.value = value
  }
}
