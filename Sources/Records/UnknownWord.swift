package import Diagnostics
import Text

extension [Hint] {
  /// What helps where a word is none of those known: the one that may be meant, and behind `lead` all that there are.
  ///
  /// Of more words than `limit` the last are left out.
  package static func unknown(
    _ word: String, among words: [String], listing lead: String? = nil, limit: Int = 50
  ) -> [Hint] {
    var hints = [Hint.didYouMean(EditDistance.nearest(to: word, among: words))].compactMap { $0 }
    if let lead, !words.isEmpty {
      let list = words.prefix(limit).joined(separator: ", ")
      hints.append("\(lead)\(list)\(words.count > limit ? ", …" : "")")
    }
    return hints
  }
}
