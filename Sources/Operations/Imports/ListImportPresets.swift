import Dates
import Diagnostics
package import Imports
import Output
import Records
import Store
import Text
import YAML

/// The known layouts of other systems, and the repository's own mappings; one that is named in full.
package struct ListImportPresets: Operation {
  package static let answer = AnswerForm.items(Preset.schema)
  /// Nil for all.
  package let name: String?

  package init(name: String? = nil) { self.name = name }

  package func run(in context: Context) throws -> Answer {
    let workspace = try context.open(reportingProblems: false)
    let presets = try workspace.importPresets(needing: name)
    guard let name else { return .items(ItemAnswer(presets, as: Preset.schema)) }
    guard let preset = Presets.named(name, among: presets) else {
      throw Diagnostic(
        .notFound, "there is no preset \"\(name)\"",
        hints: .unknown(name, among: presets.map(\.name), listing: "presets: "))
    }
    var answer = ItemAnswer([preset], as: Preset.schema)
    answer.drawing = { _ in
      TerminalEscaping.escape(preset.explanation, keepingNewlines: true)
    }
    return .items(answer)
  }
}

extension Preset {
  static let schema = ObjectSchema<Preset>(
    "preset", "What the columns of one system's tables mean.",
    [
      .text("name", "The name that --preset takes.") { $0.name },
      .texts("kinds", "The kinds of record that its tables hold.") { $0.layouts.map(\.kind.rawValue) },
      .text("about", "What it is for.") { $0.doc },
      .text("how", "How the file is made in the other program; empty where that is not known.") { $0.how }
        .inNoTable,
      .text("source", "The key under external that holds its identifiers.") { $0.source }.inNoTable,
      .objects("tables", "Its tables.", Layout.schema) { $0.layouts }.inNoTable,
    ])

  /// The preset as a mapping file, below what the file does not say: `crm imports presets NAME > imports/MINE.yaml` makes
  /// it one's own.
  fileprivate var explanation: String {
    var lines = ["# \(name): \(doc)"]
    if !how.isEmpty { lines.append("# the file: \(how)") }
    if layouts.isEmpty {
      lines.append("# titles and cells decide what each column is; imports preview shows it")
    } else {
      lines.append(
        "# columns that are not named here are recognised by title and content, or kept under extra")
    }
    lines.append(
      "# encoding and separator: " + (encoding.map(\.name) ?? "the file's own") + ", "
        + (separator.map { CSVDialect.Separator.word(for: $0) } ?? "the file's own"))
    lines.append("# dates: " + dateWords)
    if layouts.contains(where: { $0.columns.contains { $0.value == "id" || $0.value == "call.call" } }) {
      lines.append(
        "# identifiers are kept as external: {\(source): …}, by which the next import finds its records")
    }
    return lines.joined(separator: "\n") + "\n" + String(decoding: PresetFile.write(self), as: UTF8.self)
  }

  private var dateWords: String {
    switch dates {
    case .dayFirst?: "day first, unless a column proves the other order"
    case .monthFirst?: "month first, unless a column proves the other order"
    case nil: "as the columns prove; where none does, --date-order says it"
    }
  }
}

extension Preset.Layout {
  fileprivate static let schema = ObjectSchema<Preset.Layout>(
    "table", "A table of a system.",
    [
      .choice("kind", "What its rows are.") { $0.kind },
      .texts(
        "signature", "The titles by which it is known: all of one set, A|B being either, sets joined by ; ."
      ) {
        $0.signatures.map { $0.joined(separator: "; ") }
      },
      .optionalText("group", "The column whose equal cells make several rows one record.") { $0.group },
      .texts("titles", "The titles of a file that has none.") { $0.titles },
      .objects("columns", "What its columns become.", Preset.Entry.schema) { $0.columns },
    ])
}

extension Preset.Entry {
  fileprivate static let schema = ObjectSchema<Preset.Entry>(
    "column", "A column and the field that it fills.",
    [
      .text("column", "Its title, or several as A|B; N stands for any number.") { $0.key },
      .text("field", "The field, as --map takes it.") { $0.value },
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
          if PaymentMappingFile.isMapping(document) {
            return PaymentMappingFile.read(document, name: name).problems
          }
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
    for (entry, document) in try mappingFiles(needing: name) {
      if PaymentMappingFile.isMapping(document) {
        guard entry.name == name else { continue }
        throw Diagnostic(
          .invalidValue, "\(entry.path) is a mapping for payments of a bank",
          hints: ["\(CommandLine("payments run", .blank("FILE")).option("mapping", .known(entry.name)))"])
      }
      let (preset, problems) = PresetFile.read(document, name: entry.name, schema: snapshot.schema)
      if entry.name == name, let whole = Diagnostic(all: problems) { throw whole }
      if problems.isEmpty { presets.append(preset) }
    }
    return presets + Presets.all
  }

  /// The files of `imports/` itself that are YAML, of presets and of mappings for payments. Throws for the one that is
  /// asked for; others are passed over.
  func mappingFiles(needing name: String?) throws(Diagnostic) -> [(
    file: (name: String, path: String), document: YAML.Document
  )] {
    var files: [(file: (name: String, path: String), document: YAML.Document)] = []
    for entry in SupportFiles.list(folder: "imports", in: repository) where !entry.name.contains("/") {
      guard let bytes = SupportFiles.read(entry.path, in: repository) else { continue }
      do throws(YAMLError) {
        files.append((entry, try YAML.Document(parsing: bytes, file: entry.path)))
      } catch {
        if entry.name == name { throw error.diagnostic(file: entry.path) }
      }
    }
    return files
  }
}
