/// Values by key, as a dictionary or, where there are very many of them, packed.
package enum HeldValues: Sendable {
  case open([String: Value])
  case packed(PackedValues)

  package subscript(key: String) -> Value? {
    switch self {
    case .open(let values): values[key]
    case .packed(let values): values[key]
    }
  }

  package var dictionary: [String: Value] {
    switch self {
    case .open(let values): values
    case .packed(let values): values.dictionary
    }
  }
}
