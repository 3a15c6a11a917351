import ArgumentParser
import Diagnostics
import Imports
import Operations
import Output
import Records
import Store
import YAML

/// The presets of crm and those of the repository's `imports/`.
struct ImportPresets {
  let workspace: Workspace

  /// Throws where the preset that is asked for is broken; other broken ones are passed over.
  func all(needing name: String?) throws -> [Preset] {
    var presets: [Preset] = []
    for entry in SupportFiles.list(folder: "imports", in: workspace.repository)
    where !entry.name.contains("/") {
      guard let bytes = SupportFiles.read(entry.path, in: workspace.repository) else { continue }
      let document: YAML.Document
      do throws(YAMLError) {
        document = try YAML.Document(parsing: bytes, file: entry.path)
      } catch {
        if entry.name == name { throw error.diagnostic(file: entry.path) }
        continue
      }
      let (preset, problems) = PresetFile.read(document, name: entry.name, schema: workspace.snapshot.schema)
      if entry.name == name, let whole = Diagnostic(all: problems) { throw whole }
      if problems.isEmpty { presets.append(preset) }
    }
    return presets + Presets.all
  }
}

/// `crm imports presets`.
struct ImportsPresets: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "presets", abstract: "List the known layouts of other systems and your own mappings.")

  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    let workspace = try session.open(reportingProblems: false)
    let table = Table(
      columns: [Column("name"), Column("kinds", kind: .list), Column("about")],
      rows: try ImportPresets(workspace: workspace).all(needing: nil).map { preset in
        [.text(preset.name), .list(preset.layouts.map(\.kind.rawValue)), .text(preset.doc)]
      })
    try TablePrinter(session: session).print(table)
  }
}
