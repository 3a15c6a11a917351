import Diagnostics
import Records
import Store
import Threads
import YAML

/// One reading of a repository through its index: walk, read what differs, lay it over or write the index anew.
struct Refresh {
  private let repository: Repository
  private let overlay: [String: [UInt8]?]
  private let mayWrite: Bool
  private let config: Config
  private let configProblems: [Diagnostic]
  private let schema: Schema
  private let key: UInt64
  private let files: RecordFiles
  /// The kinds whose files are looked at.
  private let kinds: KindSet
  /// Whether the index is read whole even if it was found intact before.
  private let isThorough: Bool

  private let overlayLimit: Int
  /// The same as a share of all files: one in so many.
  private static let overlayShare = 400

  /// How many files go into one segment: enough of them that all cores end at about the same time, and none so small that every
  /// segment learns the same words again.
  private static func segmentSize(of count: Int) -> Int { min(max(256, (count + 15) / 16), 2048) }

  /// Fewer changed files than `overlayLimit` cost a reader less than writing the index anew.
  init(
    _ repository: Repository, overlay: [String: [UInt8]?], mayWrite: Bool, overlayLimit: Int = 32,
    isThorough: Bool = false, kinds: (Config) -> KindSet = { _ in .all }
  ) throws(Diagnostic) {
    self.repository = repository
    self.overlayLimit = overlayLimit
    self.isThorough = isThorough
    self.mayWrite = mayWrite && overlay.isEmpty
    let bytes = try RecordFile.read("crm.yaml", in: repository)
    do throws(YAMLError) {
      (config, configProblems) = ConfigReader.read(try Document(parsing: bytes, file: "crm.yaml"))
    } catch {
      throw error.diagnostic(file: "crm.yaml")
    }
    schema = config.schema
    let kinds = kinds(config)
    self.kinds = kinds
    self.overlay = kinds == .all ? overlay : overlay.filter { kinds.containsFolder(ofPath: $0.key) }
    key = IndexKey.key(configuration: bytes, config: config, schema: schema)
    files = RecordFiles(
      repository: repository, reader: RecordReader(config: config, schema: schema), overlay: self.overlay)
  }

  func run(isRebuild: Bool) throws(Diagnostic) -> (snapshot: Snapshot, report: IndexReport) {
    if !isRebuild, let opened = IndexFile.open(in: repository),
      let reader = IndexReader(opened.image, schema: schema, key: key)
    {
      if reader.recordCount(of: kinds) >= TreeWalk.helpedSize { Parallel.warmUp() }
      let (descriptor, status, folder) = (opened.descriptor.raw, opened.status, opened.folder)
      let isVouchedFor = IndexSeal.vouches(for: status, in: folder)
      var check: (@Sendable () -> Bool)?
      if isThorough || !isVouchedFor {
        check = { [mayWrite] in
          IndexSeal.check(descriptor, status, in: folder, mayWrite: mayWrite && !isVouchedFor)
        }
      }
      let findings = TreeWalk.compare(repository.folder, with: reader, kinds: kinds, meanwhile: check)
      if findings.verdict { return refresh(reader, findings) }
    }
    return try rebuild()
  }

  // MARK: An index that fits

  private func refresh(
    _ reader: IndexReader, _ findings: TreeWalk.Findings
  ) -> (snapshot: Snapshot, report: IndexReport) {
    reader.releaseFiles()
    var report = IndexReport(use: .fresh)
    report.files = findings.count
    let tasks = tasks(reader, findings)
    let limit = max(overlayLimit, reader.files.count / Refresh.overlayShare)
    if mayWrite, tasks.count >= limit {
      do throws(IOError) {
        let draft = try IndexDraft(in: repository)
        let readings = read(tasks, reader, probe: draft.probe)
        count(readings, findings, in: &report)
        if gain(readings, reader) >= limit,
          let merged = merge(readings, reader, dropped: findings.unread, probe: draft.probe)
        {
          report.use = .refreshed
          publish(draft, merged, in: &report)
          // Of two files with one identifier the new index has that of the kind which comes first, looked at or not.
          if kinds != .all {
            return answer(reader, readings, dropped: findings.unread, findings, isWhole: false, report)
          }
          return answer(
            merged, readings.compactMap(\.unstorable), dropped: [], findings, isWhole: true, report)
        }
        return answer(
          reader, readings, dropped: findings.unread, findings,
          isWhole: tasks.isEmpty && findings.unread.isEmpty, report)
      } catch {
        if !error.isReadOnly { report.problem = error.diagnostic }
      }
    }
    let readings = read(tasks, reader, probe: nil)
    count(readings, findings, in: &report)
    return answer(
      reader, readings, dropped: findings.unread, findings, isWhole: tasks.isEmpty && findings.unread.isEmpty,
      report)
  }

  /// The files to be read.
  private func tasks(_ reader: IndexReader, _ findings: TreeWalk.Findings) -> [FileReader.Task] {
    var tasks: [FileReader.Task] = []
    func add(_ files: [Int], isMissing: Bool = false) {
      for file in files {
        tasks.append(FileReader.Task(path: reader.text(ofPath: file), known: file, isMissing: isMissing))
      }
    }
    for path in findings.added { tasks.append(FileReader.Task(path: path, known: nil)) }
    add(findings.changed)
    add(findings.unsettled)
    add(findings.missing, isMissing: true)
    if !overlay.isEmpty {
      let seen = Set(tasks.map(\.path))
      for path in overlay.keys where RecordFiles.kind(ofPath: path) != nil && !seen.contains(path) {
        tasks.append(FileReader.Task(path: path, known: reader.file(path: path)?.file))
      }
    }
    if !tasks.isEmpty || !findings.unread.isEmpty || kinds != .all {
      // Which of two files with one identifier counts may be another now, or where the other is not looked at.
      let seen = Set(tasks.compactMap(\.known) + findings.unread)
      let clashing = reader.fileProblems().filter { $0.isClash && !seen.contains($0.file) }.map(\.file)
      add(kinds == .all ? clashing : reader.files(clashing, of: kinds))
    }
    return tasks
  }

  private func read(_ tasks: [FileReader.Task], _ reader: IndexReader?, probe: Probe?) -> [FileReading] {
    let looker = FileReader(
      repository: repository, files: files, reader: reader, overlay: overlay, probe: probe)
    return Parallel.map(tasks) { looker.read($0) }
  }

  private func count(_ readings: [FileReading], _ findings: TreeWalk.Findings, in report: inout IndexReport) {
    report.removed = findings.unread.count
    for reading in readings where reading.isNews {
      switch (reading.outcome, reading.known) {
      case (.unchanged, _), (.gone, nil): break
      case (.gone, _): report.removed += 1
      case (_, nil): report.added += 1
      default: report.changed += 1
      }
    }
    if report.added + report.changed + report.removed > 0 { report.use = .overlaid }
  }

  /// How many files a new index would save the next command from reading.
  private func gain(_ readings: [FileReading], _ reader: IndexReader) -> Int {
    readings.reduce(0) { sum, reading in
      if case .gone = reading.outcome { return sum + (reading.known == nil ? 0 : 1) }
      guard let row = reading.row else { return sum }
      guard !reading.isNews, let old = reading.known.flatMap({ reader.fileRow($0) }) else { return sum + 1 }
      let isSame =
        row.modified == old.modified && row.changed == old.changed && (old.isSettled || !row.isSettled)
      return sum + (isSame ? 0 : 1)
    }
  }

  private func merge(
    _ readings: [FileReading], _ reader: IndexReader, dropped: [Int], probe: Probe
  ) -> IndexReader? {
    var isKept = [Bool](repeating: true, count: reader.files.count)
    var restated: [Int: FileRow] = [:]
    for file in dropped { isKept[file] = false }
    let readings = readings + otherClashes(reader, beside: readings, dropped: dropped, probe: probe)
    for reading in readings {
      guard let known = reading.known else { continue }
      if case .unchanged = reading.outcome { restated[known] = reading.row } else { isKept[known] = false }
    }
    let country = config.country
    let size = Refresh.segmentSize(of: readings.count)
    let segments = Parallel.pieces((readings.count + size - 1) / size) { piece in
      var segment = Segment(country: country)
      for reading in readings[(piece * size)..<min(readings.count, (piece + 1) * size)] {
        segment.add(reading)
      }
      return segment.sealed()
    }
    return finish(
      IndexBuilder(
        schema: schema, base: reader, isKept: isKept, restated: restated, segments: segments), probe: probe)
  }

  /// The files of the index that are in a clash and belong to kinds not looked at: a new index tells of a clash what it finds
  /// out itself, so it has to see them.
  private func otherClashes(
    _ reader: IndexReader, beside readings: [FileReading], dropped: [Int], probe: Probe
  ) -> [FileReading] {
    guard kinds != .all else { return [] }
    let seen = Set(readings.compactMap(\.known) + dropped)
    let tasks = reader.fileProblems().filter { $0.isClash && !seen.contains($0.file) }
      .map { FileReader.Task(path: reader.text(ofPath: $0.file), known: $0.file) }
    return read(tasks, reader, probe: probe)
  }

  private func finish(_ builder: consuming IndexBuilder, probe: Probe) -> IndexReader? {
    IndexBuilder.build(builder, key: key, probe: probe).flatMap { IndexReader($0, schema: schema, key: key) }
  }

  private func publish(_ draft: borrowing IndexDraft, _ reader: IndexReader, in report: inout IndexReport) {
    do throws(IOError) {
      try draft.publish(reader.image, in: repository)
    } catch {
      report.problem = error.diagnostic
    }
  }

  // MARK: No index that fits

  private func rebuild() throws(Diagnostic) -> (snapshot: Snapshot, report: IndexReport) {
    var report = IndexReport(use: .rebuilt)
    if mayWrite {
      do throws(IOError) {
        let draft = try IndexDraft(in: repository)
        let findings = TreeWalk.compare(repository.folder, with: nil)
        if let (reader, unreadable) = build(findings.added, probe: draft.probe) {
          report.files = findings.count
          report.added = findings.count
          publish(draft, reader, in: &report)
          guard kinds != .all else {
            return answer(reader, unreadable, dropped: [], findings, isWhole: true, report)
          }
          // The index is made of all files, and the answer of those that are looked at.
          var looked = TreeWalk.Findings()
          looked.problems = TreeWalk.compare(repository.folder, with: nil, kinds: kinds).problems
          let readings =
            read(tasks(reader, looked), reader, probe: nil)
            + unreadable.filter { kinds.containsFolder(ofPath: $0.path) }
          return answer(reader, readings, dropped: [], looked, isWhole: readings.isEmpty, report)
        }
      } catch {
        if !error.isReadOnly { report.problem = error.diagnostic }
      }
    }
    report.use = .unavailable
    let loader = RepositoryLoader(repository: repository, overlay: overlay) { [kinds] _ in kinds }
    return (try loader.snapshot(), report)
  }

  /// An index of these files alone, and the files that could not be read.
  private func build(_ paths: [String], probe: Probe) -> (reader: IndexReader, unreadable: [FileReading])? {
    let looker = FileReader(repository: repository, files: files, reader: nil, overlay: overlay, probe: probe)
    let country = config.country
    let size = Refresh.segmentSize(of: paths.count)
    let pieces = Parallel.pieces((paths.count + size - 1) / size) { piece in
      var segment = Segment(country: country)
      var unreadable: [FileReading] = []
      var nearby = OpenFolder()
      for path in paths[(piece * size)..<min(paths.count, (piece + 1) * size)] {
        let reading = looker.read(FileReader.Task(path: path, known: nil), &nearby)
        if let reading = reading.unstorable { unreadable.append(reading) } else { segment.add(reading) }
      }
      return (segment.sealed(), unreadable)
    }
    let builder = IndexBuilder(schema: schema, segments: pieces.map(\.0))
    return finish(builder, probe: probe).map { ($0, pieces.flatMap(\.1)) }
  }

  // MARK: The answer

  /// `isWhole` says that the index holds all there is, so that its own list of clashes is right.
  private func answer(
    _ reader: IndexReader, _ readings: [FileReading], dropped: [Int], _ findings: TreeWalk.Findings,
    isWhole: Bool, _ report: IndexReport
  ) -> (snapshot: Snapshot, report: IndexReport) {
    var report = report
    report.entries = reader.files.count
    report.size = reader.image.bytes.count
    report.written = reader.written / 1_000_000_000
    let changes =
      readings.isEmpty && dropped.isEmpty
      ? nil : IndexOverlay(readings, dropped: dropped, over: reader, kinds: kinds)
    var replaced = Set(dropped)
    for reading in readings {
      if case .unchanged = reading.outcome { continue }
      if let known = reading.known { replaced.insert(known) }
    }
    var own = changes?.problems ?? []
    var clashes: [(path: String, problems: [Diagnostic])] = []
    for entry in reader.fileProblems() {
      let path = reader.text(ofPath: entry.file)
      if kinds != .all, !kinds.containsFolder(ofPath: path) { continue }
      let list =
        DiagnosticCoder.decode(entry.bytes)
        ?? [Diagnostic(.invalidData, "\(path) cannot be read", at: SourceLocation(file: path))]
      if entry.isClash {
        clashes.append((path, list))
      } else if !replaced.contains(entry.file) {
        own.append((path, list))
      }
    }
    own.sort { RelativePath.precedes($0.path, $1.path) }
    clashes.sort { RelativePath.precedes($0.path, $1.path) }
    let clashing = isWhole ? clashes.flatMap(\.problems) : changes?.clashes ?? []
    let pipelines = SupportFiles.files(folder: "pipelines", in: repository)
    let snapshot = Snapshot(
      config: config, schema: schema, source: IndexRecords(reader: reader, overlay: changes, kinds: kinds),
      pipelineFiles: pipelines.files,
      problems: configProblems + TreeScan.ordered(findings.problems) + own.flatMap(\.problems) + clashing
        + pipelines.problems, kinds: kinds)
    return (snapshot, report)
  }
}

extension Segment {
  /// Adds what a reading found, if it found anything that an index can hold.
  mutating func add(_ reading: FileReading) {
    guard let row = reading.row else { return }
    let file = IndexedFile(path: reading.path, row: row)
    switch reading.outcome {
    case .gone, .unchanged: break
    case .record(let record): add(record, in: file)
    case .broken(let problems):
      add(broken: IndexedFile(path: reading.path, row: row, problems: problems))
    }
  }
}
