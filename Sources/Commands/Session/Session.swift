import Dates
import Diagnostics
import JSON
import Operations
import Output
import Records
import Store
import Text
import Threads

/// One run of one command: the world it sees, the options it was given, and its output.
final class Session: Face, AnswerOutput {
  let world: World
  let terminal: any Terminal
  let global: GlobalChoices
  /// The words of the command, for the lock's owner and for messages: `deals move`.
  let command: String
  let now: Instant
  let format: OutputFormat
  /// The name of the file that the answer goes to; nil for standard output.
  private let outputFile: String?
  /// The revision that the record must be at for a change to be made.
  private let ifRevision: String?
  /// Whether charts are to be drawn in ASCII wherever they go.
  private let drawsASCII: Bool
  /// The worst status of what was reported without being thrown.
  private(set) var status: Int32 = 0
  private var output: [UInt8] = []
  /// What was written and may still have to be taken back.
  private var held: [(isError: Bool, bytes: [UInt8])] = []
  /// So much of it is held at most, in bytes.
  private static let heldLimit = 16 << 20
  private var meter = ProgressMeter()
  /// How many more operations were given circumstances.
  private var contexts: UInt64 = 0
  /// Why data could not be written before a remark, where nothing may be thrown; the next writing throws it.
  private var writeFailure: (any Error)?

  /// Throws `usage` for formats that exclude each other, and for a file whose name says none of `formats` where no option
  /// does.
  init(
    world: World, terminal: any Terminal, global: GlobalChoices, command: String, outputFile: String? = nil,
    ifRevision: String? = nil, usualFormat: OutputFormat = .table,
    formats: @autoclosure () -> [OutputFormat] = [], drawsASCII: Bool = false
  ) throws {
    self.world = world
    self.terminal = terminal
    self.global = global
    self.command = command
    self.outputFile = outputFile
    self.ifRevision = ifRevision
    self.drawsASCII = drawsASCII
    now = try Session.clock(world: world, global: global)
    if global.json, let other = global.format, other != .json {
      throw Diagnostic(.usage, "--json and --format \(other.rawValue) exclude each other")
    }
    format = try Session.format(global, outputFile, of: formats, orElse: usualFormat)
  }

  private static func format(
    _ global: GlobalChoices, _ file: String?, of formats: () -> [OutputFormat], orElse usual: OutputFormat
  ) throws(Diagnostic) -> OutputFormat {
    if global.json { return .json }
    if let format = global.format { return format }
    guard let file else { return usual }
    if let format = OutputFormat(file: file) { return format }
    throw Diagnostic(
      .usage, "the name \"\(file)\" does not say a format",
      hints: ["say it with --format, one of \(formats().map(\.rawValue))"])
  }

  private static func clock(world: World, global: GlobalChoices) throws -> Instant {
    if let text = global.now { _ = try Named.text(text, "--now") }
    for (name, text) in [("--now", global.now), ("CRM_NOW", world.environment["CRM_NOW"])] {
      guard let text, !text.isEmpty else { continue }
      if let instant = Instant(rfc3339: text) { return instant }
      guard LocalTime.instant(text, zone: .utc, hours: .standard) != nil else {
        throw Diagnostic(
          .usage, "\(name) takes an RFC 3339 time, not \"\(text)\"",
          hints: ["such as 2026-11-24T10:00:00+03:00"])
      }
      let config = try configuration(world: world, global: global)
      guard let instant = LocalTime.instant(text, zone: config.zone, hours: config.hours) else { continue }
      return instant
    }
    return world.clock
  }

  /// The settings that say what a time without an offset means; the system's zone where there is no repository yet.
  private static func configuration(world: World, global: GlobalChoices) throws -> Config {
    let repository: Repository
    do throws(Diagnostic) {
      repository = try Session.location(world: world, directory: global.directory).repository()
    } catch {
      guard error.code == .notFound else { throw error }
      var config = Config()
      if let zone = world.systemZone.flatMap({ Zone(named: $0) }) { config.zone = zone }
      config.hours = WorkingHours(zone: config.zone)
      return config
    }
    return try RepositoryLoader.config(in: repository).0
  }

  var isJSON: Bool { format == .json || format == .jsonl }

  /// True when a question may be asked.
  var isInteractive: Bool { world.isInputTerminal && world.isOutputTerminal && !isJSON }

  /// `--color`, then `NO_COLOR`, then `CLICOLOR_FORCE`, then whether the output is a terminal.
  func hasColor(isTerminal: Bool) -> Bool {
    switch global.color {
    case .always: return true
    case .never: return false
    case .auto, nil: break
    }
    if let value = world.environment["NO_COLOR"], !value.isEmpty { return false }
    if let value = world.environment["CLICOLOR_FORCE"], !value.isEmpty, value != "0" { return true }
    return isTerminal && world.environment["TERM"] != "dumb"
  }

  var style: Style { Style(color: hasColor(isTerminal: world.isOutputTerminal)) }

  /// How wide and how colourful tables are.
  var rendering: Rendering {
    Rendering(
      width: world.isOutputTerminal ? world.width : nil, style: style, pretty: true,
      isASCII: drawsASCII || world.isOutputTerminal && !world.hasUnicodeLocale)
  }

  /// The circumstances in which operations run; made once, as it keeps what they find out.
  var context: Context {
    if let present { return present }
    let made = Context(
      location: Session.location(world: world, directory: global.directory),
      options: Context.Options(
        isDryRun: global.dryRun, isForced: global.force, usesIndex: !world.isSet("CRM_NO_INDEX"),
        fields: global.fields, ifRevision: ifRevision),
      now: now, name: command, seed: world.seed, environment: environment, actor: actor, face: self,
      rows: rows,
      typed: TypedLine(world.arguments))
    present = made
    return made
  }

  private var present: Context?

  /// Lets go of what operations found out, open folders among it, which holds the session in turn.
  func close() { present = nil }

  private lazy var environment = world.environment.listed

  private lazy var rows = world.terminal.flatMap {
    RowNumbers(terminal: $0, environment: world.environment.values)
  }

  func number(_ rows: [RecordID], in workspace: Workspace) -> Bool {
    self.rows?.keep(rows, of: workspace.repository, now: now) ?? false
  }

  /// The circumstances of one more operation of a session that lasts: with the time as it is by now and identifiers of
  /// its own. `adjust` may change what the command line said.
  func context(
    named name: String, _ face: any Face, _ adjust: (inout Context.Options) -> Void = { _ in }
  ) -> Context {
    contexts += 1
    var options = Context.Options(
      isDryRun: global.dryRun, isForced: global.force, usesIndex: !world.isSet("CRM_NO_INDEX"))
    adjust(&options)
    return Context(
      location: Session.location(world: world, directory: global.directory), options: options,
      now: isClockSet ? now : world.presentClock?() ?? now, name: name,
      seed: world.seed &+ contexts &* 0x2545_f491_4f6c_dd1d, environment: environment, actor: actor,
      face: face)
  }

  /// Whether somebody says what the time is.
  private var isClockSet: Bool {
    [global.now, world.environment["CRM_NOW"]].contains { $0?.isEmpty == false }
  }

  /// Who acts, where the command itself has an option for that.
  var actorName: String?

  private var actor: Context.Actor {
    let login = ["USER", "LOGNAME"].lazy.compactMap { self.world.environment[$0] }.first { !$0.isEmpty }
    return Context.Actor(given: actorName ?? global.user ?? world.environment["CRM_USER"]) {
      login ?? World.accountName()
    }
  }

  static func location(world: World, directory: String?) -> Context.Location {
    Context.Location(
      explicit: directory, fallback: world.environment["CRM_REPO"],
      workingDirectory: world.workingDirectory)
  }

  // MARK: Answers

  /// Runs a request and shows its answer. What only reads may leave kinds of record unread; where some of those turn out to be
  /// needed, what was shown is taken back and it runs anew.
  func answer<Request: Operation>(_ request: Request) throws {
    guard Request.effect == .reads, outputFile == nil, !global.dryRun else {
      return try present(try request.run(in: context))
    }
    try flush()
    let before = status
    context.partial = PartialReading(format: format)
    defer { context.partial = nil }
    while true {
      let outcome = Result { try present(try request.run(in: context)) }
      guard context.partial?.isShort == true else {
        try release()
        return try outcome.get()
      }
      (held, output, status) = ([], [], before)
      context.startAgain()
    }
  }

  /// Whether what is written may still have to be taken back.
  private var isHolding: Bool { present?.partial?.kinds != nil }

  /// Sends what was held.
  private func release() throws {
    let pieces = held
    held = []
    for piece in pieces {
      if piece.isError {
        terminal.writeError(String(decoding: piece.bytes, as: UTF8.self))
      } else {
        try terminal.write(piece.bytes)
      }
    }
  }

  private func writeError(_ text: String) {
    guard isHolding else { return terminal.writeError(text) }
    if !output.isEmpty { held.append((false, output)) }
    output = []
    held.append((true, Array(text.utf8)))
  }

  /// Shows what an operation answers; in `format` where another is given than the one asked for.
  func present(_ answer: Answer, as format: OutputFormat? = nil) throws {
    let presentation = Presentation(
      format: format ?? self.format, rendering: rendering, fields: global.fields,
      isTerminal: world.isOutputTerminal,
      isQuiet: global.quiet)
    let (plan, remarks) = (context.takePlan(), context.takeRemarks())
    guard let outputFile else {
      return try Presenter(presentation, to: self).present(answer, plan: plan, remarks: remarks)
    }
    for line in plan + remarks { note(line) }
    try present(answer, as: presentation, in: outputFile)
  }

  private func present(_ answer: Answer, as presentation: Presentation, in name: String) throws {
    let file = try OutputFile(name, context)
    try file.refuseFolder(for: presentation.format == .table ? "a report" : presentation.format.rawValue)
    var presentation = presentation
    (presentation.rendering, presentation.isTerminal) = (Rendering(pretty: true, isASCII: drawsASCII), false)
    func produce(_ send: @escaping ([UInt8]) throws -> Void) throws {
      try Presenter(presentation, to: FileContents(of: self, to: send)).present(answer)
    }
    if answer.isNothing {
      // What can never be written is found out all the same.
      try produce { _ in }
      return global.dryRun ? () : try file.remove()
    }
    guard !global.dryRun else {
      try produce { _ in }
      return note("\(name) would be written")
    }
    try file.write(produce)
    if world.isOutputTerminal { note("\(name) written") }
  }

  /// In what form and to what file the answer goes.
  var form: [String] { [format.rawValue, outputFile ?? ""] }

  var canAsk: Bool { isInteractive }

  func confirm(_ question: String, about subjects: [String]) throws -> Bool {
    for subject in subjects { try write("  " + escaped(subject) + "\n") }
    try flush()
    terminal.writeError(escaped(question) + " [y/N] ")
    return terminal.readLine().map(Consent.isGiven) ?? false
  }

  func confirm(_ question: String, seeing answer: Answer) throws -> Bool {
    try present(answer)
    return try confirm(question, about: [])
  }

  func ask(_ question: String, seeing answer: Answer) throws -> String? {
    try present(answer)
    try flush()
    terminal.writeError(escaped(question) + " ")
    return terminal.readLine()
  }

  func show(_ progress: Progress?) {
    guard world.isErrorTerminal, !global.quiet, let clock = world.presentClock else { return }
    guard let line = meter.line(progress, at: clock(), width: world.width ?? 80) else { return }
    terminal.writeError(line)
  }

  func input() throws -> [UInt8] { try terminal.readAll() }
  func input(atMost limit: Int) throws -> [UInt8] { try terminal.readAll(atMost: limit) }

  // MARK: Output

  /// Adds text to standard output; it is sent in large pieces.
  func write(_ text: String) throws {
    output += Array(text.utf8)
    if output.count > 1 << 16 { try flush() }
  }

  func write(_ bytes: [UInt8]) throws {
    output += bytes
    if output.count > 1 << 16 { try flush() }
  }

  func flush() throws {
    if let writeFailure { throw writeFailure }
    guard !output.isEmpty else { return }
    if isHolding {
      guard output.count > Session.heldLimit else { return }
      // Whoever asks for so much gets it piece by piece, from a reading that needs no taking back.
      context.partial?.demandAll()
      throw Diagnostic(.tooLarge, "too much to be held back")
    }
    let bytes = output
    output = []
    try terminal.write(bytes)
  }

  /// Tells a person what was done; silent with `--quiet` and in machine formats.
  func say(_ text: String) throws {
    guard !global.quiet, format == .table else { return }
    try write(text + "\n")
  }

  func warn(_ diagnostic: Diagnostic) {
    guard !global.quiet || diagnostic.code == .invalidData else { return }
    report(diagnostic, severity: .warning)
  }

  /// A remark for a person at a terminal, never data; it stands after what was written before it.
  func note(_ text: String) {
    guard !global.quiet else { return }
    do { try flush() } catch { writeFailure = writeFailure ?? error }
    writeError(escaped(text) + "\n")
  }

  /// Text from records as it may be shown: no control characters, one line.
  func escaped(_ text: String) -> String { TerminalEscaping.escape(text, keepingNewlines: false) }

  /// Shows an error without ending the command; the exit status keeps the worst.
  func fail(_ diagnostic: Diagnostic) {
    report(diagnostic, severity: .error)
    status = max(status, diagnostic.code.exitStatus)
  }

  /// Shows what is wrong with the files that were read.
  func reportProblems() {
    for problem in context.takeProblems() { fail(problem) }
  }

  /// Ends the command by an error, whose status stands. What is not found may be in a file that cannot be read.
  func end(with diagnostic: Diagnostic) {
    if diagnostic.code == .notFound { reportProblems() }
    let before = status
    fail(diagnostic)
    status = diagnostic.code == .notFound ? max(before, status) : diagnostic.code.exitStatus
  }

  func worsen(_ code: DiagnosticCode) { status = max(status, code.exitStatus) }

  private func report(_ diagnostic: Diagnostic, severity: DiagnosticRenderer.Severity) {
    if isJSON {
      writeError(DiagnosticRenderer.line(diagnostic, severity: severity))
    } else {
      let style = Style(color: hasColor(isTerminal: world.isErrorTerminal))
      writeError(DiagnosticRenderer.text(diagnostic, severity: severity, style: style))
    }
  }
}
