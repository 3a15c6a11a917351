package import Diagnostics
package import Records
package import Rules
import Text

/// Hears now and then how many rows are read, or planned of how many; while they are only read the second is nil.
package typealias PlanProgress = (_ done: Int, _ total: Int?) -> Void

/// All that an import does, before anything is written.
package struct ImportPlan: Sendable {
  /// Empty when the file brings nothing new, and when a strict import has a rejected row.
  package let change: Change
  package var report: ImportReport
  /// The bytes of the file of rejects; nil when no row was rejected.
  package let rejects: [UInt8]?
  /// What lands, as `imports undo` needs it; nil when nothing does.
  package let batch: Batch?
  /// This import's columns and settings as a preset.
  package let mapping: Preset

  /// Plans every row of a source: rows × preset × repository → change and outcomes.
  ///
  /// Throws where the file as a whole cannot be understood; a bad row never stops the others.
  package static func plan(
    _ source: RowSource, request: ImportRequest, snapshot: Snapshot, pipelines: Pipelines,
    presets: [Preset] = Presets.all, queue makeQueue: RowQueueMaker = { RowsInTurn($0) },
    map: CreationMap = { $0.map($1) },
    progress: PlanProgress? = nil
  ) throws(Diagnostic) -> ImportPlan {
    let analysis = try SourceAnalysis(
      source, request: request, presets: presets, snapshot: snapshot, progress: progress)
    try snapshot.demandReadable(forRowsOf: analysis.kind)
    let rows = try PlannedRows(
      source, request: request, snapshot: snapshot, pipelines: pipelines, analysis: analysis,
      queue: makeQueue, progress: progress)
    return finish(rows, source: source, analysis: analysis, request: request, snapshot: snapshot, map: map)
  }

  private static func finish(
    _ planned: PlannedRows, source: RowSource, analysis: SourceAnalysis, request: ImportRequest,
    snapshot: Snapshot, map: CreationMap
  ) -> ImportPlan {
    var report = ImportReport(
      batch: request.batch, file: request.file, kind: analysis.kind, preset: analysis.preset.name,
      header: analysis.header.place)
    report.outcomes = planned.outcomes
    report.unmapped = analysis.mapping.unmapped
    report.columns = analysis.columns
    if let dialect = source.dialect {
      report.encoding = dialect.encoding.name
      report.isEncodingGuessed = dialect.isGuessed
      report.separator = dialect.separator
      if dialect.endsInHalfACharacter {
        report.warnings.append(ImportWarning("the file ends in the middle of a character: is it whole?"))
      }
    }
    if let encoding = source.facts.encoding { report.encoding = encoding.name }
    report.warnings += analysis.warnings + planned.warnings.map { ImportWarning($0) }
    report.kept = planned.kept
    var change = planned.change
    if request.isStrict, !planned.rejects.isEmpty {
      change = Change()
      for index in report.outcomes.indices where report.outcomes[index].result != .rejected {
        report.outcomes[index].result = .skipped
        report.outcomes[index].ref = nil
        report.outcomes[index].error = "--strict: other rows were rejected"
      }
    }
    if !planned.rejects.isEmpty {
      report.rejectsPath = request.rejects ?? RejectsFile.path(for: request.file)
    }
    var batch: Batch?
    if !change.isEmpty {
      for creation in change.creations { report.linked[creation.kind, default: 0] += 1 }
      report.linked[analysis.kind, default: 0] -= report.count(.created)
      report.linked = report.linked.filter { $0.value > 0 }
      let record = Batch(
        id: request.batch, file: request.file, kind: analysis.kind, preset: analysis.preset.name,
        at: request.now,
        by: request.user, rows: report.rows, change: change, snapshot: snapshot, map: map)
      batch = record
      report.changed = record.changed
      change.write(
        Change.FileEdit(
          path: record.path, before: nil, after: record.bytes(schema: snapshot.schema)))
      change.message =
        "import: \(analysis.kind.plural) from \(fileName(request.file)): \(report.count(.created)) created, "
        + "\(report.count(.updated)) updated"
    }
    let rejects =
      planned.rejects.isEmpty
      ? nil
      : RejectsFile.bytes(
        header: analysis.header, rows: planned.rejects, dialect: source.dialect ?? CSVDialect())
    return ImportPlan(
      change: change, report: report, rejects: rejects, batch: batch,
      mapping: analysis.saved(as: request.preset ?? analysis.preset.name, request: request))
  }

  private static func fileName(_ path: String) -> String {
    path == "-" ? "standard input" : Path.name(of: path)
  }
}

/// What came of all rows. The planner, which knows every record by all that it may be matched by, has ended by then:
/// it takes as much memory as the records themselves.
private struct PlannedRows {
  let outcomes: [RowOutcome]
  let rejects: [(row: Row, error: String)]
  let warnings: [String]
  let kept: [KeptCell]
  let change: Change

  /// So few that they take little memory, so many that handing them over costs nothing.
  private static let rowsAtATime = 128
  private static let piecesAhead = 16
  /// Rows of very many cells come by fewer.
  private static let cellsAtATime = 1 << 14

  init(
    _ source: RowSource, request: ImportRequest, snapshot: Snapshot, pipelines: Pipelines,
    analysis: SourceAnalysis, queue makeQueue: RowQueueMaker, progress: PlanProgress?
  ) throws(Diagnostic) {
    var planner = try RowPlanner(
      request: request, snapshot: snapshot, pipelines: pipelines, analysis: analysis)
    let preparer = planner.preparer
    let walk = source.rows()
    let unread = walk.dropFirst(analysis.header.rowsBefore).lazy.filter { !$0.isBlank }.makeIterator()
    let grouping = RowGrouping(
      analysis.layout?.group, header: analysis.header, source: source,
      isPassed: { analysis.reasonToPass($0) != nil })
    var grouped = GroupedRows(unread, grouping, isPassed: { analysis.reasonToPass($0) != nil })
    let queue = makeQueue { rows in rows.map { preparer.prepare($0) } }
    func addPiece() {
      let rows = grouped.next(PlannedRows.rowsAtATime, cells: PlannedRows.cellsAtATime)
      if !rows.isEmpty { queue.add(rows) }
    }
    for _ in 0..<PlannedRows.piecesAhead { addPiece() }
    while let rows = queue.next() {
      addPiece()
      for row in rows {
        if let reason = analysis.reasonToPass(row.row) {
          planner.pass(row.row, because: reason)
        } else {
          planner.plan(row)
        }
        if let progress, planner.outcomes.count % 256 == 0 { progress(planner.outcomes.count, analysis.rows) }
      }
    }
    try walk.throwFailure()
    // A group is planned with its last row.
    outcomes = grouping == nil ? planner.outcomes : planner.outcomes.inOrder(\.place)
    rejects = grouping == nil ? planner.rejects : planner.rejects.inOrder(\.row.place)
    warnings = planner.allWarnings
    kept = planner.kept
    var change = planner.planner.change
    for (id, values) in planner.history { for (key, value) in values { change.set(id, key, value) } }
    self.change = change
  }
}

extension Array {
  /// In the order of the source; those of one place as they are.
  fileprivate func inOrder(_ place: (Element) -> Place) -> [Element] {
    enumerated().sorted {
      (place($0.element).number ?? 0, $0.offset) < (place($1.element).number ?? 0, $1.offset)
    }.map(\.element)
  }
}

extension IteratorProtocol where Element == Row {
  /// The next rows, no more than this many, and of no more cells unless a single one has them; none at the end.
  fileprivate mutating func next(_ count: Int, cells: Int) -> [Row] {
    var taken: [Row] = []
    var room = cells
    while taken.count < count, room > 0, let row = next() {
      room -= row.cells.count
      taken.append(row)
    }
    return taken
  }
}
