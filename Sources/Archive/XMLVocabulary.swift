/// The elements and attributes that a reader looks at, each with a number. Of all others only the nesting is known.
package struct XMLVocabulary: Sendable {
  /// A name within a namespace, which goes by its place in `namespaces`; nil means an attribute without a prefix.
  package struct Name: Sendable {
    let namespace: Int?
    let local: String
    let value: Int32

    package init(_ namespace: Int?, _ local: String, _ value: Int32) {
      self.namespace = namespace
      self.local = local
      self.value = value
    }
  }

  /// The URIs that mean the same namespace.
  let namespaces: [[String]]
  let names: [Name]

  package init(namespaces: [[String]], names: [Name]) {
    self.namespaces = namespaces
    self.names = names
  }
}

/// What an XML text may have at most.
package struct XMLLimits: Sendable {
  package var depth: UInt32 = 256
  package var attributes: UInt32 = 1024
  /// The bytes of one tag, or of anything else that is known only at its end.
  package var token = 8 << 20

  package static let standard = XMLLimits()

  package init() {}
}
