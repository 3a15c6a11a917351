import Diagnostics
package import Imports
import Output
import Records
import Store
import Text
import YAML

/// The known layouts of other systems, and the repository's own mappings.
package struct ListImportPresets: Operation {
  package static let answer = AnswerForm.items(Preset.schema)

  package init() {}

  package func run(in context: Context) throws -> Answer {
    let workspace = try context.open(reportingProblems: false)
    return .items(ItemAnswer(try workspace.importPresets(needing: nil), as: Preset.schema))
  }
}

extension Preset {
  static let schema = ObjectSchema<Preset>(
    "preset", "What the columns of one system's tables mean.",
    [
      .text("name", "The name that --preset takes.") { $0.name },
      .texts("kinds", "The kinds of record that its tables hold.") { $0.layouts.map(\.kind.rawValue) },
      .text("about", "What it is for.") { $0.doc },
    ])
}

extension Workspace {
  /// Every file of `imports/` that is no usable preset, with the place and the cause.
  var importPresetProblems: [Diagnostic] {
    let (files, unread) = SupportFiles.files(folder: "imports", in: repository)
    return unread
      + files.filter { !$0.path.dropFirst("imports/".count).contains("/") }.flatMap { file in
        do throws(YAMLError) {
          let document = try YAML.Document(parsing: file.bytes, file: file.path)
          let name = Path.stem(of: file.path)
          return PresetFile.read(document, name: name, schema: snapshot.schema).problems
        } catch {
          return [error.diagnostic(file: file.path)]
        }
      }
  }

  /// The presets of `imports/`, and then those of crm.
  ///
  /// Throws where the preset that is asked for is broken; other broken ones are passed over.
  func importPresets(needing name: String?) throws -> [Preset] {
    var presets: [Preset] = []
    for entry in SupportFiles.list(folder: "imports", in: repository) where !entry.name.contains("/") {
      guard let bytes = SupportFiles.read(entry.path, in: repository) else { continue }
      let document: YAML.Document
      do throws(YAMLError) {
        document = try YAML.Document(parsing: bytes, file: entry.path)
      } catch {
        if entry.name == name { throw error.diagnostic(file: entry.path) }
        continue
      }
      let (preset, problems) = PresetFile.read(document, name: entry.name, schema: snapshot.schema)
      if entry.name == name, let whole = Diagnostic(all: problems) { throw whole }
      if problems.isEmpty { presets.append(preset) }
    }
    return presets + Presets.all
  }
}
