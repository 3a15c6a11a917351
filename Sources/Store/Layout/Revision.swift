/// The state of a record's file as a name: the first twelve hexadecimal digits of the SHA-256 of its bytes.
///
/// The form must not change, because scripts keep it between two calls.
package struct Revision: Sendable, Hashable, CustomStringConvertible {
  package let description: String
  package static let length = 12

  package init(of bytes: [UInt8]) { self.init(SHA256.digest(bytes)) }

  init(_ hash: ContentHash) { description = String(hash.hex.prefix(Revision.length)) }

  /// As somebody gives it, in full; nil for what is no revision.
  package init?(_ text: String) {
    let word = text.lowercased()
    guard word.utf8.count == Revision.length, word.utf8.allSatisfy("0123456789abcdef".utf8.contains) else {
      return nil
    }
    description = word
  }
}
