import Text

/// Where the reader of a letter says that they want no more of them: what `List-Unsubscribe` names (RFC 2369, RFC 8058).
package struct Unsubscription: Sendable, Hashable {
  /// An address `mailto:…` or `https://…`, in which `{id}` stands for who was written to.
  package let form: String

  /// With its brackets. Python's policies turn a longer one into an encoded word when a message is written again.
  package static let longest = 77
  private static let place = "{id}"
  /// Any id, since all are of one length.
  private static let sample = "a0000000"

  package enum Fault: Error, Sendable, Hashable {
    /// Neither `mailto:` with an address nor `https:` with a host.
    case scheme
    /// A character that cannot stand there.
    case character(Character)
    /// Too long with brackets and an id in it: its length.
    case length(Int)
  }

  package init(_ text: String) throws(Fault) {
    form = text
    let filled = text.split(separator: Unsubscription.place, omittingEmptySubsequences: false)
      .joined(separator: Unsubscription.sample)
    let strange = filled.unicodeScalars.first { scalar in
      !(0x21..<0x7f).contains(scalar.value) || "<>\"\\{}".unicodeScalars.contains(scalar)
    }
    if let strange { throw .character(Character(strange)) }
    let lower = filled.lowercased()
    if lower.hasPrefix("mailto:") {
      let address = filled.dropFirst("mailto:".count).prefix { $0 != "?" }
      guard EmailAddress.isPlausible(String(address)) else { throw .scheme }
    } else {
      let host = lower.dropFirst("https://".count).first
      guard lower.hasPrefix("https://"), host?.isLetter == true || host?.isNumber == true else {
        throw .scheme
      }
    }
    let length = filled.utf8.count + "<>".utf8.count
    if length > Unsubscription.longest { throw .length(length) }
  }

  package var isWebAddress: Bool { form.lowercased().hasPrefix("https:") }

  /// The address for one reader.
  package func address(of id: RecordID) -> String {
    form.split(separator: Unsubscription.place, omittingEmptySubsequences: false).joined(separator: "\(id)")
  }
}
