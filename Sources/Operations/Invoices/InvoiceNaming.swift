import Records
import Text

extension Workspace {
  /// The invoice that a person names by the beginning of its number's letters and its count, as in `inv 42` for
  /// INV-2026-0042; nil where it may be several.
  func invoice(counted text: String) -> Record? {
    let words = Folding.words(text)
    guard let last = words.last, let count = Int(last), words.count > 1 || last.hasPrefix("0") else {
      return nil
    }
    let found = snapshot.records(.invoice).filter { invoice in
      let parts = Folding.words(invoice.name)
      guard let place = parts.lastIndex(where: { Int($0) != nil }), Int(parts[place]) == count else {
        return false
      }
      let others = parts[..<place]
      return words.dropLast().allSatisfy { word in others.contains { $0.hasPrefix(word) } }
    }
    return found.count == 1 ? found[0] : nil
  }
}
