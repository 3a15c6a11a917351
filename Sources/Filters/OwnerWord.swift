package import Records
import Text

/// The word that a person types for an owner, read as a filter's `owner:` reads it.
package enum OwnerWord {
  /// The owners that `text` means among `listed`, or among `names` where none are listed; exactly that one where its
  /// name is `text` as it is. In alphabetical order.
  package static func meant(by text: String, listed: [Owner], names: Set<String>) -> [String] {
    guard listed.isEmpty else {
      if let exact = listed.first(where: { $0.id == text }) { return [exact.id] }
      let word = text.lowercased()
      if let exact = listed.first(where: { $0.name?.lowercased() == word || $0.email?.lowercased() == word })
      {
        return [exact.id]
      }
      return Owner.ids(listed, matching: text, isExact: false).sorted()
    }
    if names.contains(text) { return [text] }
    let phrase = Phrase(text)
    let folded = Folding.fold(text)
    return names.filter { phrase?.matches($0) ?? Folding.fold($0).contains(folded) }.sorted()
  }
}
