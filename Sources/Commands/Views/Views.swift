import ArgumentParser
import Diagnostics
import Filters
import JSON
import Operations
import Output
import Records
import Store
import YAML

/// `crm views add|list|remove`: filters kept under a name, used as `@name`.
struct Views: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "views", abstract: "Saved filters, used as @name.",
    subcommands: [ViewsList.self, ViewsAdd.self, ViewsRemove.self], aliases: ["view"])
}

struct ViewsList: CRMCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "List the saved filters.")

  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    let views = SavedViews(repository: try session.repository())
    let rows = views.names.compactMap { name in views.view(name).map { (name, $0) } }
    let table = Table(
      columns: ["name", "kind", "filter"].map { Column($0, $0, kind: .text) },
      rows: rows.map { [.text($0.0), $0.1.kind.map { .text($0) } ?? .empty, .text($0.1.filter)] })
    try TablePrinter(session: session).print(table)
  }
}

struct ViewsAdd: CRMCommand {
  static let configuration = CommandConfiguration(commandName: "add", abstract: "Keep a filter under a name.")

  @Argument(help: ArgumentHelp("The name, made of letters, digits, - and _.", valueName: "name"))
  var name: String

  @Argument(help: ArgumentHelp("The filter.", valueName: "filter"))
  var filter: [String]

  @Option(
    name: .long,
    help: ArgumentHelp("The kind it is for; it is checked against its fields.", valueName: "kind"))
  var kind: String?

  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    let isName =
      !name.isEmpty
      && name.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "-" || $0 == "_"
      }
    guard isName else {
      throw Diagnostic(
        .invalidValue, "\"\(name)\" is no name for a view", hints: ["use letters, digits, - and _"])
    }
    let kind = try kind.map { word throws(Diagnostic) in try Kind.named(word) }
    let text = filter.joined(separator: " ")
    let path = "views/\(name).yaml"
    let (_, former) = try session.transact { workspace in
      try check(text, kind: kind, workspace)
      var entries: [(String, YAMLValue)] = [("filter", .text(text))]
      if let kind { entries.append(("kind", .plain(kind.rawValue))) }
      var change = Change(message: "view: \(name)")
      let before = try RecordFile.readIfPresent(path, in: workspace.repository)
      change.write(Change.FileEdit(path: path, before: before, after: Emitter.emit(map: entries)))
      return (change, SavedViews(repository: workspace.repository).view(name)?.filter)
    }
    let table = Table(
      columns: ["name", "kind", "filter"].map { Column($0, $0, kind: .text) },
      rows: [[.text(name), kind.map { .text($0.rawValue) } ?? .empty, .text(text)]])
    if session.format == .table {
      let verb = former == nil ? "saved" : "changed"
      try session.say("view @\(name) \(global.dryRun ? "would be \(verb)" : verb)")
      if let former, former != text { try session.say(session.escaped("  it was: \(former)")) }
    } else {
      try TablePrinter(session: session).printObject(table)
    }
  }

  /// A filter without a kind has to be right for at least one.
  private func check(_ text: String, kind: Kind?, _ workspace: Workspace) throws {
    if let kind {
      _ = try Filter.parse([text], kind: kind, context: workspace.filterContext)
      return
    }
    var first: (any Error)?
    for kind in [Kind.deal, .contact, .company, .task, .lead, .activity, .product] {
      do {
        _ = try Filter.parse([text], kind: kind, context: workspace.filterContext)
        return
      } catch {
        first = first ?? error
      }
    }
    if let first { throw first }
  }
}

struct ViewsRemove: CRMCommand {
  static let configuration = CommandConfiguration(commandName: "remove", abstract: "Forget a saved filter.")

  static let formats = OutputFormat.ofObjects

  @Argument(
    help: ArgumentHelp("The view.", valueName: "name"),
    completion: .custom { _, _, _ in LiveCompletion.views() })
  var name: String

  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    try session.transact { workspace in
      let views = SavedViews(repository: workspace.repository)
      guard views.names.contains(name),
        let before = try RecordFile.readIfPresent("views/\(name).yaml", in: workspace.repository)
      else {
        throw Diagnostic(
          .notFound, "there is no view \"\(name)\"",
          hints: [
            views.names.isEmpty ? "no views are saved" : "known: \(views.names)"
          ])
      }
      var change = Change(message: "view: \(name): removed")
      change.write(Change.FileEdit(path: "views/\(name).yaml", before: before, after: nil))
      return (change, ())
    }
    if session.format == .table {
      try session.say("view @\(name) \(global.dryRun ? "would be removed" : "removed")")
    } else {
      let json = JSONValue.object([JSONMember("name", .string(name)), JSONMember("removed", .bool(true))])
      try TablePrinter(session: session).print(object: json)
    }
  }
}
