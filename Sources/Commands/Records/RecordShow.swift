import ArgumentParser
import Records
import Search

/// `crm <noun> show REF`: the card.
struct RecordShow<Noun: RecordNoun>: ActsOnRecords {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "show", abstract: "Show one \(Noun.kind.rawValue) with its links, tasks and timeline.")
  }
  static var target: VerbSearch.Target { VerbSearch.Target(Noun.kind) }

  @Argument(
    help: ArgumentHelp(
      "The \(Noun.kind.rawValue): id, id prefix, email, phone or words of the name; or several ids.",
      valueName: "ref"),
    completion: .custom { _, _, prefix in LiveCompletion.records(prefix, kinds: [Noun.kind]) })
  var ref: [String]

  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    let workspace = try session.open()
    let printer = RecordPrinter(session: session, workspace: workspace)
    if let ids = ids(in: workspace) {
      let records = try ids.map { try workspace.resolve($0, Noun.kind, for: .reading) }
      return try printer.show(records, kind: Noun.kind)
    }
    try printer.show(try workspace.resolve(ref.joined(separator: " "), Noun.kind, for: .reading))
  }

  /// The words where each of them is an id, as of a list that another command printed; nil for the words of one name.
  private func ids(in workspace: Workspace) -> [String]? {
    guard ref.count > 1 else { return nil }
    let ids = ref.map { Reference.identifier(endingStem: $0) ?? RecordID($0) }
    guard ids.allSatisfy({ $0 != nil }),
      ids.contains(where: { $0.flatMap { workspace.snapshot.record($0) } != nil })
    else {
      return nil
    }
    return ref
  }
}
