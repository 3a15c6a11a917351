import Diagnostics
import Imports
import Records
import Rules
import Store
import Text
import Threads

extension Backlog: RowQueue where Item == [Row], Result == [PreparedRow] {}

/// A file to import, read once, and what was said about it.
struct ImportSource {
  /// A preset may say how the bytes are to be read: then they wait for it.
  private enum Content {
    case rows(RowSource)
    case bytes([UInt8])
  }

  private var settings: ImportSettings
  /// What a person corrected of the proposed mapping, the last word last.
  private var corrections: [Preset.Entry] = []
  private let content: Content
  private let reading: ReadingOptions
  private let batch: String
  private let workingDirectory: String

  init(_ settings: ImportSettings, _ context: Context) throws {
    self.settings = settings
    workingDirectory = context.location.workingDirectory
    var mint = IDMint(seed: context.seed ^ 0x6261_7463_68)
    batch = mint.mint().description
    let name = settings.file
    let bytes = try context.bytes(ofFile: name)
    let encoding = try settings.encoding.map { name throws(Diagnostic) in
      try ImportSource.encoding(named: name)
    }
    reading = ReadingOptions(
      encoding: encoding, separator: settings.separator?.rawValue, sheet: settings.sheet)
    content =
      settings.preset == nil ? .rows(try RowReaders.read(bytes, named: name, reading)) : .bytes(bytes)
  }

  /// The rows, read as the settings say, else as the preset does.
  private func rows(presets: [Preset]) throws(Diagnostic) -> RowSource {
    switch content {
    case .rows(let rows): return rows
    case .bytes(let bytes):
      let preset = settings.preset.flatMap { Presets.named($0, among: presets) }
      return try RowReaders.read(
        bytes, named: settings.file,
        ReadingOptions(
          encoding: reading.encoding ?? preset?.encoding, separator: reading.separator ?? preset?.separator,
          sheet: reading.sheet ?? preset?.sheet))
    }
  }

  /// Whether nobody said how the columns are to be read.
  var isUnsaid: Bool { settings.preset == nil && settings.columns.isEmpty }

  mutating func apply(_ correction: MappingCorrection, to plan: ImportPlan) throws(Diagnostic) {
    switch correction {
    case .column(let number, let field):
      let columns = plan.report.columns
      guard columns.indices.contains(number - 1) else {
        throw Diagnostic(
          .invalidValue, "there is no column \(number)", hints: ["columns: 1 to \(columns.count)"])
      }
      let address = columns[number - 1].column
      corrections.removeAll { $0.key == address }
      corrections.append(Preset.Entry(address, field))
    case .kind(let kind): settings.kind = kind
    case .save(let name):
      try ImportSource.check(name)
      settings.savesAs = name
    }
  }

  func plan(in workspace: Workspace, _ context: Context) throws -> ImportPlan {
    var request = try settings.request(batch: batch, reading, in: workspace, context)
    request.columns += corrections
    defer { context.face.show(nil) }
    let presets = try workspace.importPresets(needing: settings.preset)
    return try ImportPlan.plan(
      try rows(presets: presets), request: request, snapshot: workspace.snapshot,
      pipelines: workspace.pipelines, presets: presets, queue: { Backlog($0) },
      map: { Parallel.map($0, $1) },
      progress: { done, total in
        context.face.show(Progress(total == nil ? "reading" : "planning", done, of: total, unit: "rows"))
      })
  }

  /// Decides where rejected rows go. A file that is there already may hold what a person has mended: the next name that
  /// is free is taken, unless the settings said which.
  func placeRejects(of plan: inout ImportPlan) {
    guard settings.rejects == nil, let place = plan.report.rejectsPath else { return }
    plan.report.rejectsPath = RejectsFile.free(place) {
      WholeFile.exists(Path.absolute($0, in: workingDirectory))
    }
  }

  /// The file of rejected rows, ready to be put in place once the others have landed.
  func rejects(of plan: ImportPlan) throws -> WholeFile.Draft? {
    guard let bytes = plan.rejects, let place = plan.report.rejectsPath else { return nil }
    return try WholeFile.Draft(bytes, for: Path.absolute(place, in: workingDirectory), named: place)
  }

  /// Adds the mapping of this import to what it lands, where it is to be kept.
  func saveMapping(of plan: ImportPlan, into change: inout Change, in workspace: Workspace) throws {
    guard let name = settings.savesAs else { return }
    try ImportSource.check(name)
    var preset = plan.mapping
    preset.name = name
    let path = "imports/\(name).yaml"
    let before = try RecordFile.readIfPresent(path, in: workspace.repository)
    change.write(
      Change.FileEdit(path: path, before: before, after: PresetFile.write(preset, kind: plan.report.kind)))
    if change.message.isEmpty { change.message = "import: mapping \(name)" }
  }

  /// Throws `invalid_value` for a name of no encoding, with those that there are.
  static func encoding(named name: String) throws(Diagnostic) -> TextEncoding {
    if let encoding = TextEncoding(name: name) { return encoding }
    let names = TextEncoding.all.map(\.name)
    throw Diagnostic(
      .invalidValue, "unknown encoding \"\(name)\"",
      hints: .unknown(name, among: names) + [
        "it is one of \(names), or a name that iconv -l lists"
      ])
  }

  /// Throws for what is no name of a file of mappings.
  static func check(_ name: String) throws(Diagnostic) {
    guard !name.isEmpty,
      name.utf8.allSatisfy({
        ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7a) || (0x30...0x39).contains($0) || $0 == 0x2d || $0 == 0x5f
      })
    else {
      throw Diagnostic(
        .invalidValue, "\"\(name)\" is no name for a mapping", hints: ["use letters, digits, - and _"])
    }
  }
}
