import ArgumentParser
import Dates
import Diagnostics
import Facts
import Filters
import Operations
import Output
import Records
import Reports
import Rules
import Text

/// `crm digest`: what is overdue, due and coming; nothing at all when there is nothing.
struct DigestCommand: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "digest", abstract: "List what is overdue, due today and coming, by owner.",
    discussion: """
      An empty digest prints nothing and ends with 0, so that cron sends no mail. Besides text there are --format md, \
      html and json.
      """)

  static let formats = OutputFormat.ofDocuments

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp("One owner by the beginning of the name, me, or all.", valueName: "owner"),
    completion: .custom { _, _, _ in LiveCompletion.owners() })
  var owner: String = "all"

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("The day of the digest: fri, 2026-12-01; else today.", valueName: "date"))
  var date: String?

  @Option(name: .long, help: ArgumentHelp("en, ru or kk; else that of crm.yaml.", valueName: "code"))
  var lang: String?

  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    if let lang, !["en", "ru", "kk"].contains(lang) {
      throw Diagnostic(.invalidValue, "there is no language \"\(lang)\"", hints: ["it is one of en, ru, kk"])
    }
    let workspace = try session.open()
    let name = try DigestOwner(workspace).name(try Named.text(owner, "--for"))
    let input = DigestInput(
      snapshot: workspace.snapshot, stages: workspace.pipelines.stages, now: workspace.now, owner: name,
      ownsTheRest: name != nil && workspace.config.owners.isEmpty && name == workspace.user,
      date: try date.map { try Periods.day($0, option: "--date", today: workspace.today) }, language: lang)
    try session.present(.digest(Digest.build(input)))
  }
}

/// Whose digest is asked for.
private struct DigestOwner {
  let workspace: Workspace

  init(_ workspace: Workspace) { self.workspace = workspace }

  /// The owner's name as records have it, nil for everybody; throws `invalid_value` for a name that nobody has, so
  /// that a mistyped one in a crontab is no silence for ever.
  func name(_ text: String) throws -> String? {
    let owners = workspace.config.owners
    switch text {
    case "all": return nil
    case "me" where owners.isEmpty: return workspace.user
    default: break
    }
    let word = text == "me" ? workspace.user : text
    let names = owners.isEmpty ? usedNames : []
    let found = OwnerWord.meant(by: word, listed: owners, names: names)
    if found.count == 1 { return found[0] }
    if found.count > 1 {
      throw Diagnostic(
        .invalidValue, "--for \(text) may mean any of \(found.count) owners",
        hints: ["they are \(found)"])
    }
    let known = owners.isEmpty ? names.sorted() : owners.map(\.id)
    let near = EditDistance.nearest(to: word, among: known)
    throw Diagnostic(
      .invalidValue,
      owners.isEmpty ? "nobody is called \"\(word)\" here" : "crm.yaml lists no owner \"\(word)\"",
      hints: (near.map { ["did you mean \"\($0)\"?"] } ?? []) + [
        "known: \(known + ["me", "all"])"
      ])
  }

  /// Whoever owns a record, and who asks.
  private var usedNames: Set<String> {
    var names: Set<String> = [workspace.user]
    for kind in [Kind.deal, .task, .lead, .contact] {
      for record in workspace.snapshot.records(kind) {
        if let name = record.text("owner") { names.insert(name) }
      }
    }
    return names
  }
}
