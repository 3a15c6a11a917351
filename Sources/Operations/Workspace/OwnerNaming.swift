import Diagnostics
import Filters
import Records

extension Workspace {
  /// The owner whom a word means, as records have the name: the beginning of one, or `me`; nil for `all`, which is
  /// everybody.
  ///
  /// Throws `invalid_value` for a name that nobody has, so that a mistyped one in a crontab is no silence for ever.
  func owner(named text: String, option: String) throws(Diagnostic) -> String? {
    let owners = config.owners
    switch text {
    case "all": return nil
    case "me" where owners.isEmpty: return user
    default: break
    }
    let word = text == "me" ? user : text
    let names = owners.isEmpty ? usedNames : []
    let found = OwnerWord.meant(by: word, listed: owners, names: names)
    if found.count == 1 { return found[0] }
    if found.count > 1 {
      throw Diagnostic(
        .invalidValue, "\(option) \(text) may mean any of \(found.count) owners",
        hints: ["they are \(found)"])
    }
    let known = owners.isEmpty ? names.sorted() : owners.map(\.id)
    throw Diagnostic(
      .invalidValue,
      owners.isEmpty ? "nobody is called \"\(word)\" here" : "crm.yaml lists no owner \"\(word)\"",
      hints: .unknown(word, among: known) + ["known: \(known + ["me", "all"])"])
  }

  /// Whoever owns a record, and who asks.
  private var usedNames: Set<String> {
    var names: Set<String> = [user]
    for kind in [Kind.deal, .task, .lead, .contact] {
      for record in snapshot.records(kind) {
        if let name = record.text("owner") { names.insert(name) }
      }
    }
    return names
  }
}
