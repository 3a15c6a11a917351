import ArgumentParser
import Dates
import Diagnostics
import Output
import RecordIndex
import Store
import Text

/// `crm index status|rebuild`: the compiled index, which nothing depends on but speed.
struct IndexCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "index", abstract: "The compiled index, by which reads are fast.",
    discussion: """
      Every read looks at the times and sizes of all files and parses only those that changed. The index is made \
      and renewed by itself; without it nothing is lost but time. CRM_NO_INDEX=1 reads every file instead.
      """,
    subcommands: [IndexStatus.self, IndexRebuild.self])
}

struct IndexStatus: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "What is in the index, and what has changed since it was made.")

  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws { try IndexPrinter(session: session).print(session.readIndex()) }
}

struct IndexRebuild: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild", abstract: "Make the index anew from all files.")

  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    guard session.usesIndex else {
      throw Diagnostic(.usage, "CRM_NO_INDEX is set, so no index is used", hints: ["unset it"])
    }
    let printer = IndexPrinter(session: session)
    // What is there already is all that a rehearsal can tell.
    guard !global.dryRun else { return try printer.print(session.readIndex()) }
    let (repository, report) = try session.rebuildIndex()
    if let problem = report.problem { throw problem }
    if report.use == .unavailable {
      throw Diagnostic(.io, "the index cannot be written: \(repository.stateDirectory) is read-only")
    }
    try printer.print((repository, report))
  }
}

/// Says how a reading went.
private struct IndexPrinter {
  let session: Session

  func print(_ reading: (repository: Repository, report: IndexReport)) throws {
    let (repository, report) = reading
    let path = Path.join(repository.stateDirectory, "index")
    let age = report.written.map { max(0, session.now.seconds - $0) }
    guard session.format == .table else { return try object(report, path: path, age: age) }
    let card = Card(
      title: "index", subtitle: path,
      fields: [
        Card.Field("state", IndexPrinter.words(report.use)),
        Card.Field("entries", String(report.entries)),
        Card.Field("size", IndexPrinter.size(report.size)),
        Card.Field("age", age.map { Span.format(seconds: Int($0)) } ?? ""),
        Card.Field("files", String(report.files)),
        Card.Field(
          "found", "\(report.added) new, \(report.changed) changed, \(report.removed) gone"),
      ])
    try session.write(card.rendered(style: session.style))
  }

  /// The keys must not change, because scripts read them.
  private func object(_ report: IndexReport, path: String, age: Int64?) throws {
    let table = Table(
      columns: [
        Column("path"), Column("state"), Column("entries", kind: .number), Column("size", kind: .number),
        Column("written"), Column("age", kind: .number), Column("files", kind: .number),
        Column("added", kind: .number), Column("changed", kind: .number), Column("removed", kind: .number),
      ],
      rows: [
        [
          .text(path), .text(report.use.rawValue), number(report.entries), number(report.size),
          report.written.map { .text(Instant(seconds: $0).description) } ?? .empty,
          age.map { number(Int($0)) } ?? .empty, number(report.files), number(report.added),
          number(report.changed), number(report.removed),
        ]
      ])
    try TablePrinter(session: session).printObject(table)
  }

  private func number(_ count: Int) -> Cell { .number(String(count)) }

  private static func words(_ use: IndexReport.Use) -> String {
    switch use {
    case .unused: "not used: CRM_NO_INDEX is set"
    case .fresh: "fresh: every file is as the index has it"
    case .overlaid: "fresh but for the changed files, which are read with it"
    case .refreshed: "just renewed"
    case .rebuilt: "just made from all files"
    case .unavailable: "none, and none can be written"
    }
  }

  /// `512 B`, `3.2 MiB`: binary units, one digit after the point.
  private static func size(_ bytes: Int) -> String {
    var tenths = bytes * 10
    for unit in ["B", "KiB", "MiB", "GiB"] {
      if tenths < 10_240 || unit == "GiB" {
        return unit == "B" ? "\(bytes) B" : "\(tenths / 10).\(tenths % 10) \(unit)"
      }
      tenths /= 1024
    }
    return "\(bytes) B"
  }
}
