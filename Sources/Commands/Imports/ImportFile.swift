import Dates
import Diagnostics
import Imports
import Operations
import Output
import Records
import Rules
import Store
import Text
import Threads
import YAML

extension Backlog: RowQueue where Item == [Row], Result == [PreparedRow] {}

/// A file to import, read once, and the wishes that go with it.
struct ImportFile {
  /// A preset may say how the bytes are to be read: then they wait for it.
  private enum Source {
    case rows(RowSource)
    case bytes([UInt8])
  }

  private let options: ImportOptions
  private let source: Source
  private let reading: ReadingOptions
  private let batch: String
  private let workingDirectory: String

  init(_ options: ImportOptions, session: Session) throws {
    self.options = options
    workingDirectory = session.world.workingDirectory
    var mint = IDMint(seed: session.world.seed ^ 0x6261_7463_68)
    batch = mint.mint().description
    _ = try Named.text(options.file, "the file", hint: "standard input is -")
    let bytes =
      options.file == "-"
      ? try session.terminal.readAll()
      : try WholeFile.read(
        ImportFile.path(options.file, in: session.world.workingDirectory), named: options.file)
    let encoding = try options.encoding.map { name throws(Diagnostic) in
      guard let encoding = TextEncoding(name: name) else {
        let names = TextEncoding.all.map(\.name)
        throw Diagnostic(
          .invalidValue, "unknown encoding \"\(name)\"",
          hints: [
            EditDistance.nearest(to: name, among: names).map { "did you mean \"\($0)\"?" },
            "it is one of \(names), or a name that iconv -l lists",
          ].compactMap { $0 })
      }
      return encoding
    }
    let separator = try options.separator.map { word throws(Diagnostic) in
      guard let separator = CSVDialect.separator(named: word) else {
        throw Diagnostic(
          .invalidValue, "unknown separator \"\(word)\"",
          hints: [Hint(ImportOptions.choice(CSVDialect.separators.map { $0.words[0] }))])
      }
      return separator
    }
    reading = ReadingOptions(encoding: encoding, separator: separator)
    source =
      options.preset == nil
      ? .rows(try RowReaders.read(bytes, named: options.file, reading)) : .bytes(bytes)
  }

  /// The rows, read as the options say, else as the preset does.
  private func rows(presets: [Preset]) throws(Diagnostic) -> RowSource {
    switch source {
    case .rows(let rows): return rows
    case .bytes(let bytes):
      let preset = options.preset.flatMap { Presets.named($0, among: presets) }
      return try RowReaders.read(
        bytes, named: options.file,
        ReadingOptions(
          encoding: reading.encoding ?? preset?.encoding, separator: reading.separator ?? preset?.separator))
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
    request.mode = try word(options.mode, "--mode", ImportMode.allCases.map(\.rawValue)) {
      ImportMode(rawValue: $0)
    }
    request.updateBy = options.updateBy.map { $0.split(separator: ",").map(String.init) } ?? []
    request.dateOrder = try word(
      options.dateOrder, "--date-order", DateOrder.allCases.map { $0.words[0] }
    ) { DateOrder(word: $0) }
    request.decimals = try word(
      options.decimals, "--decimals", DecimalMark.allCases.map { $0.words[0] }
    ) { DecimalMark(word: $0) }
    request.reading = reading
    request.next = try options.nextStep.step(workspace, session)
    request.createsLinks = !options.noCreateLinks
    request.onlyMapped = options.onlyMapped
    request.isStrict = options.strict
    request.rejects = options.rejects
    let presets = try ImportPresets(workspace: workspace).all(needing: options.preset)
    return try ImportPlan.plan(
      try rows(presets: presets), request: request, snapshot: workspace.snapshot,
      pipelines: workspace.pipelines,
      presets: presets, queue: { Backlog($0) },
      map: { Parallel.map($0, $1) })
  }

  private func word<T>(
    _ text: String?, _ option: String, _ known: [String], _ read: (String) -> T?
  ) throws -> T? {
    guard let text else { return nil }
    if let value = read(text) { return value }
    let near = Hint.didYouMean(EditDistance.nearest(to: text, among: known))
    throw Diagnostic(
      .invalidValue, "\(option) does not take \"\(text)\"",
      hints: [near, "it is one of \(known)"].compactMap { $0 })
  }

  /// The file of rejected rows, ready to be put in place once the others have landed. One that is there already may hold
  /// what a person has mended: the next name that is free is taken, unless `--rejects` said which.
  func rejects(of plan: inout ImportPlan) throws -> WholeFile.Draft? {
    guard let bytes = plan.rejects, var place = plan.report.rejectsPath else { return nil }
    if options.rejects == nil {
      place = RejectsFile.free(place) { WholeFile.exists(ImportFile.path($0, in: workingDirectory)) }
      plan.report.rejectsPath = place
    }
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
