import Dates
import Diagnostics
import Filters
import Records
import Reports
import Rules
import Text

/// What is overdue, due and coming, by owner.
package struct MakeDigest: Operation {
  package static let answer = AnswerForm.digest
  /// The beginning of an owner's name, `me`, or `all`.
  package let owner: String
  /// A day as a person wrote it; today without one.
  package let date: String?
  /// The code of a language; without one that of `crm.yaml`.
  package let language: String?

  package init(for owner: String, date: String?, language: String?) {
    self.owner = owner
    self.date = date
    self.language = language
  }

  package func run(in context: Context) throws -> Answer {
    if let language, Language(rawValue: language) == nil {
      throw Diagnostic(
        .invalidValue, "there is no language \"\(language)\"",
        hints: ["it is one of \(Language.allCases.map(\.rawValue))"])
    }
    let workspace = try context.open()
    let name = try MakeDigest.owner(try Named.text(owner, "--for"), in: workspace)
    let input = DigestInput(
      snapshot: workspace.snapshot, stages: workspace.pipelines.stages, now: workspace.now, owner: name,
      ownsTheRest: name != nil && workspace.config.owners.isEmpty && name == workspace.user,
      date: try date.map { try Periods.day($0, option: "--date", today: workspace.today) },
      language: language)
    return .digest(Digest.build(input))
  }

  /// The owner's name as records have it, nil for everybody; throws `invalid_value` for a name that nobody has, so
  /// that a mistyped one in a crontab is no silence for ever.
  private static func owner(_ text: String, in workspace: Workspace) throws(Diagnostic) -> String? {
    let owners = workspace.config.owners
    switch text {
    case "all": return nil
    case "me" where owners.isEmpty: return workspace.user
    default: break
    }
    let word = text == "me" ? workspace.user : text
    let names = owners.isEmpty ? usedNames(in: workspace) : []
    let found = OwnerWord.meant(by: word, listed: owners, names: names)
    if found.count == 1 { return found[0] }
    if found.count > 1 {
      throw Diagnostic(
        .invalidValue, "--for \(text) may mean any of \(found.count) owners",
        hints: ["they are \(found)"])
    }
    let known = owners.isEmpty ? names.sorted() : owners.map(\.id)
    throw Diagnostic(
      .invalidValue,
      owners.isEmpty ? "nobody is called \"\(word)\" here" : "crm.yaml lists no owner \"\(word)\"",
      hints: .unknown(word, among: known) + ["known: \(known + ["me", "all"])"])
  }

  /// Whoever owns a record, and who asks.
  private static func usedNames(in workspace: Workspace) -> Set<String> {
    var names: Set<String> = [workspace.user]
    for kind in [Kind.deal, .task, .lead, .contact] {
      for record in workspace.snapshot.records(kind) {
        if let name = record.text("owner") { names.insert(name) }
      }
    }
    return names
  }
}
