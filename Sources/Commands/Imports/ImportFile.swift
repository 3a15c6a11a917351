import Dates
import Diagnostics
import Imports
import Output
import Records
import Rules
import Store
import Text
import YAML

extension Backlog: RowQueue where Item == [Row], Result == [PreparedRow] {}

/// A file to import, read once, and the wishes that go with it.
struct ImportFile {
  private let options: ImportOptions
  private let text: CSVText
  private let batch: String
  private let workingDirectory: String

  init(_ options: ImportOptions, session: Session) throws {
    self.options = options
    workingDirectory = session.world.workingDirectory
    var mint = IDMint(seed: session.world.seed ^ 0x6261_7463_68)
    batch = mint.mint().description
    let bytes =
      options.file == "-"
      ? try session.terminal.readAll()
      : try WholeFile.read(
        ImportFile.path(options.file, in: session.world.workingDirectory), named: options.file)
    let encoding = try options.encoding.map { name throws(Diagnostic) in
      guard let encoding = TextEncoding(name: name) else {
        throw Diagnostic(
          .invalidValue, "unknown encoding \"\(name)\"",
          hints: ["it is one of " + TextEncoding.allCases.map(\.rawValue).joined(separator: ", ")])
      }
      return encoding
    }
    let separator = try options.separator.map { word throws(Diagnostic) in
      guard let separator = CSVDialect.separator(named: word) else {
        throw Diagnostic(
          .invalidValue, "unknown separator \"\(word)\"", hints: ["comma, semicolon, tab or pipe"])
      }
      return separator
    }
    do throws(Diagnostic) {
      text = try CSVText(bytes: bytes, encoding: encoding, separator: separator)
    } catch {
      var located = error
      located.location = error.location ?? SourceLocation(file: options.file)
      throw located
    }
  }

  private static func path(_ file: String, in folder: String) -> String {
    Path.absolute(file, in: folder)
  }

  func plan(in workspace: Workspace, session: Session) throws -> ImportPlan {
    var request = ImportRequest(
      file: options.file, batch: batch, now: workspace.moment, user: workspace.user,
      mint: session.mint(workspace))
    request.kind = try options.kind.map { word throws(Diagnostic) in try Kind.named(word) }
    request.preset = options.preset
    request.columns = try options.columns.map { try ImportRequest.entry($0, option: "--map") }
    request.valueMaps = try options.values.map { try ImportRequest.valueMap($0) }
    request.constants = try options.constants.map { try ImportRequest.entry($0, option: "--set") }
    request.mode = try word(options.mode, "--mode", ImportMode.allCases) { ImportMode(rawValue: $0) }
    request.updateBy = options.updateBy.map { $0.split(separator: ",").map(String.init) } ?? []
    request.dateOrder = try word(options.dateOrder, "--date-order", DateOrder.allCases) {
      DateOrder(word: $0)
    }
    request.decimals = try word(options.decimals, "--decimals", DecimalMark.allCases) {
      DecimalMark(word: $0)
    }
    request.next = try options.nextStep.step(workspace, session)
    request.createsLinks = !options.noCreateLinks
    request.onlyMapped = options.onlyMapped
    request.isStrict = options.strict
    request.rejects = options.rejects
    let own = ImportPresets(workspace: workspace)
    return try ImportPlan.plan(
      .delimited(text), request: request, snapshot: workspace.snapshot, pipelines: workspace.pipelines,
      presets: try own.all(needing: options.preset), queue: { Backlog($0) },
      map: { Parallel.map($0, $1) })
  }

  private func word<T: RawRepresentable>(
    _ text: String?, _ option: String, _ all: [T], _ read: (String) -> T?
  ) throws -> T? where T.RawValue == String {
    guard let text else { return nil }
    if let value = read(text) { return value }
    let known = all.map(\.rawValue)
    let near = EditDistance.nearest(to: text, among: known).map { "did you mean \"\($0)\"?" }
    throw Diagnostic(
      .invalidValue, "\(option) does not take \"\(text)\"",
      hints: [near, "it is one of " + known.joined(separator: ", ")].compactMap { $0 })
  }

  /// The file of rejected rows, ready to be put in place once the others have landed.
  func rejects(of plan: ImportPlan) throws -> WholeFile.Draft? {
    guard let bytes = plan.rejects, let place = plan.report.rejectsPath else { return nil }
    return try WholeFile.Draft(bytes, for: ImportFile.path(place, in: workingDirectory), named: place)
  }

  /// Adds the mapping of this import to what it lands.
  func save(_ plan: ImportPlan, as name: String, into change: inout Change, workspace: Workspace) throws {
    guard !name.isEmpty,
      name.utf8.allSatisfy({
        ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7a) || (0x30...0x39).contains($0) || $0 == 0x2d || $0 == 0x5f
      })
    else {
      throw Diagnostic(
        .invalidValue, "\"\(name)\" is no name for a mapping", hints: ["use letters, digits, - and _"])
    }
    var preset = plan.mapping
    preset.name = name
    let path = "imports/\(name).yaml"
    let before = try RecordFile.readIfPresent(path, in: workspace.repository)
    change.write(
      Change.FileEdit(path: path, before: before, after: PresetFile.write(preset, kind: plan.report.kind)))
    if change.message.isEmpty { change.message = "import: mapping \(name)" }
  }
}
