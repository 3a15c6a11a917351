import Dates
import Diagnostics
package import Output
import RecordIndex
import Store
import Text

/// Opens the repository as a read does, and reports how that went.
package struct ShowIndex: Operation {
  package static let answer = AnswerForm.item(IndexState.schema, hasTable: true)

  package init() {}

  package func run(in context: Context) throws -> Answer {
    IndexState(try context.readIndex(), now: context.now).answer
  }
}

/// Makes the compiled index anew from all files.
package struct RebuildIndex: Operation {
  package static let answer = AnswerForm.item(IndexState.schema, hasTable: true)

  package init() {}

  package func run(in context: Context) throws -> Answer {
    guard context.options.usesIndex else {
      throw Diagnostic(.usage, "CRM_NO_INDEX is set, so no index is used", hints: ["unset it"])
    }
    // What is there already is all that a rehearsal can tell.
    guard !context.options.isDryRun else { return try ShowIndex().run(in: context) }
    let (repository, report) = try context.rebuildIndex()
    if let problem = report.problem { throw problem }
    if report.use == .unavailable {
      throw Diagnostic(.io, "the index cannot be written: \(repository.stateDirectory) is read-only")
    }
    return IndexState((repository, report), now: context.now).answer
  }
}

/// The compiled index after a reading, and how that reading went.
package struct IndexState: Sendable {
  let path: String
  let report: IndexReport
  /// In seconds; nil without an index.
  let age: Int?

  init(_ reading: (repository: Repository, report: IndexReport), now: Instant) {
    path = Path.join(reading.repository.stateDirectory, "index")
    report = reading.report
    age = report.written.map { Int(max(0, now.seconds - $0)) }
  }

  /// The keys must not change, because scripts read them.
  package static let schema = ObjectSchema<IndexState>(
    "index", "The compiled index, and what has changed since it was made.",
    [
      .text("path", "Where it is.") { $0.path },
      .choice("state", "How the files were read.") { $0.report.use },
      .count("entries", "Record files in the index, broken ones included.") { $0.report.entries },
      .count("size", "In bytes.") { $0.report.size },
      .moment("written", "When it was made; null without one.") { state in
        state.report.written.map { Instant(seconds: $0) }
      },
      .optionalCount("age", "In seconds; null without one.") { $0.age },
      .count("files", "Record files found.") { $0.report.files },
      .count("added", "Those that the index did not have.") { $0.report.added },
      .count("changed", "Those that are not as the index had them.") { $0.report.changed },
      .count("removed", "Those of the index that are gone.") { $0.report.removed },
    ])

  var answer: Answer {
    var item = ItemAnswer([self], as: IndexState.schema)
    let card = card
    item.drawing = { card.rendered(style: $0.style) }
    return .item(item, said: [])
  }

  private var card: Card {
    Card(
      title: "index", subtitle: path,
      fields: [
        Card.Field("state", IndexState.words(report.use)),
        Card.Field("entries", String(report.entries)),
        Card.Field("size", IndexState.size(report.size)),
        Card.Field("age", age.map { Span.format(seconds: $0) } ?? ""),
        Card.Field("files", String(report.files)),
        Card.Field(
          "found", "\(report.added) new, \(report.changed) changed, \(report.removed) gone"),
      ])
  }

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
