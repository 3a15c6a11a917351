/// A way of reaching somebody that they can say no to. The raw values are the words of `do_not_contact`.
package enum ContactChannel: String, Sendable, CaseIterable {
  case email, call, sms

  package static let words = allCases.map(\.rawValue)

  /// The choice that a word means: itself, and among these ways `mail` as `email`; nil where it is none of them.
  package static func choice(_ word: String, among words: [String]) -> String? {
    if words.contains(word) { return word }
    return words == self.words && word == "mail" ? email.rawValue : nil
  }

  /// What a person does who uses it: `said no to …`.
  package var deed: String {
    switch self {
    case .email: "letters"
    case .call: "calls"
    case .sms: "text messages"
    }
  }
}

extension Record {
  /// Whether they said that they are not to be reached so.
  package func refuses(_ channel: ContactChannel) -> Bool {
    self["do_not_contact"]?.elements.contains(.text(channel.rawValue)) ?? false
  }
}
