import ArgumentParser
import Diagnostics
import Imports
import Output
import Records
import Rules
import Store
import YAML

/// `crm imports preview|run|undo|list|presets`.
struct ImportsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "imports",
    abstract: "Import CSV files of other systems; importing a file again makes no duplicates.",
    subcommands: [
      ImportsPreview.self, ImportsRun.self, ImportsUndo.self, ImportsList.self, ImportsPresets.self,
    ])
}

/// `crm imports preview FILE`: plans everything and writes nothing.
struct ImportsPreview: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview", abstract: "Show what an import would do, row by row, and write nothing.")

  @OptionGroup var source: ImportOptions
  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    let file = try ImportFile(source, session: session)
    let workspace = try session.open()
    let plan = try file.plan(in: workspace, session: session)
    try ImportPrinter(session: session).print(plan, isPreview: true)
    if plan.report.count(.rejected) > 0 { session.worsen(.invalidData) }
  }
}

/// `crm imports run FILE`: one batch, one transaction, one commit.
struct ImportsRun: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Import a file; rows that fail go to a file of rejects.",
    discussion: "Ends with 0, or with 4 when rows were rejected. crm imports undo takes a batch back.")

  @OptionGroup var source: ImportOptions
  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws { try source.importFile(in: session) }
}

/// `crm import FILE`: short for `crm imports run`.
struct ImportShortcut: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "The same as imports run.", shouldDisplay: false)

  @OptionGroup var source: ImportOptions
  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws { try source.importFile(in: session) }
}

extension ImportOptions {
  fileprivate func importFile(in session: Session) throws {
    let file = try ImportFile(self, session: session)
    var agreed: [RowResult]?
    if session.isInteractive, !yes, !session.global.dryRun {
      let plan = try file.plan(in: try session.open(), session: session)
      try ImportPrinter(session: session).print(plan, isPreview: true)
      guard !plan.change.isEmpty, try session.confirm("Import?") else { return }
      agreed = plan.report.outcomes.map(\.result)
    }
    var rejects: WholeFile.Draft?
    let plan: ImportPlan
    do {
      plan = try session.transact(bulk: true) { workspace in
        var plan = try file.plan(in: workspace, session: session)
        if let agreed, agreed != plan.report.outcomes.map(\.result) {
          throw Diagnostic(
            .conflict, "the repository was changed since you were asked; nothing was imported",
            hints: ["run the command again to see what it would do now"])
        }
        var change = plan.change
        if !session.global.dryRun {
          if let name = saveAs { try file.save(plan, as: name, into: &change, workspace: workspace) }
          rejects = try file.rejects(of: &plan)
        }
        return (change, plan)
      }.result
    } catch {
      rejects?.discard()
      throw error
    }
    try rejects?.place()
    try ImportPrinter(session: session).print(plan, isPreview: session.global.dryRun)
    if plan.report.count(.rejected) > 0 { session.worsen(.invalidData) }
  }
}
