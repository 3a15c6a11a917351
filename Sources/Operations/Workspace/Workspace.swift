package import Dates
package import Diagnostics
import Facts
package import Filters
package import Records
package import Rules
package import Search
package import Store
import Text
package import Threads

/// An open repository: its snapshot with the compiled pipelines, ready to be read or changed.
package struct Workspace {
  package let repository: Repository
  package let snapshot: Snapshot
  package let pipelines: Pipelines
  package let now: Instant
  private let asker: Once<String>
  private let rows: RowNumbers?
  /// What a change just wrote, by path; of few files only.
  let written: [String: [UInt8]]
  /// Whether the records are as a dry run would leave them.
  let isPlanned: Bool

  package init(
    repository: Repository, snapshot: Snapshot, pipelines: Pipelines, now: Instant, asker: Once<String>,
    rows: RowNumbers? = nil, written: [String: [UInt8]] = [:],
    isPlanned: Bool = false
  ) {
    self.written = written
    self.isPlanned = isPlanned
    self.repository = repository
    self.snapshot = snapshot
    self.pipelines = pipelines
    self.now = now
    self.asker = asker
    self.rows = rows
  }

  /// The same workspace after a change that wrote these files, or would write some.
  package func landed(
    _ snapshot: Snapshot, _ pipelines: Pipelines, writing files: [FileChange] = [], isPlanned: Bool = false
  ) -> Workspace {
    let written = files.count > 32 ? [] : files.compactMap { file in file.content.map { (file.path, $0) } }
    return Workspace(
      repository: repository, snapshot: snapshot, pipelines: pipelines, now: now, asker: asker,
      rows: rows, written: Dictionary(written) { _, last in last },
      isPlanned: isPlanned)
  }

  /// The same workspace, where the records that git keeps out of sight count as files that cannot be read.
  package func seeing(_ hidden: HiddenRecords) -> Workspace {
    hidden.isEmpty ? self : landed(snapshot.adding(problems: hidden.problems), pipelines)
  }

  /// Who works here: the id of the owner, where `crm.yaml` lists them.
  package var user: String { asker.value }
  package var config: Config { snapshot.config }
  package var zone: Zone { config.zone }
  package var today: CivilDate { zone.date(now) }

  /// The present moment with the repository's offset, as it is written into records.
  package var moment: Instant { zone.localized(now) }

  /// The record that a REF names; of all kinds where none is given. A number names a row of the last list that this
  /// terminal showed.
  package func resolve(
    _ text: String, _ kinds: Kind..., for use: SmartReference.Use = .writing,
    preferring preference: ReferenceResolver.Preference = .open
  ) throws(Diagnostic) -> Record {
    let kinds = kinds.isEmpty ? Kind.allCases : kinds
    if let number = RowNumbers.number(text) {
      return try record(ofRow: number, kinds, for: use, preferring: preference)
    }
    do {
      return try ReferenceResolver(snapshot: snapshot, finder: finder(for: use)).resolve(
        text, kinds: kinds, preferring: preference)
    } catch {
      if error.code == .notFound, kinds.contains(.invoice), let named = invoice(counted: text) {
        return named
      }
      throw error.code == .notFound ? hinting(error, at: text, for: use) : error
    }
  }

  /// The record of a row, or what it leads to; else one whose whole name the number is. A number is never a word that
  /// others contain: a wrong one must not name just any record.
  private func record(
    ofRow number: Int, _ kinds: [Kind], for use: SmartReference.Use,
    preferring preference: ReferenceResolver.Preference
  ) throws(Diagnostic) -> Record {
    let again: Hint = "see the rows anew: \(CommandLine("today"))"
    guard let id = rows?.record(number, in: repository, now: now) else {
      let named = ReferenceResolver(snapshot: snapshot).candidates(String(number), kinds: kinds)
        .filter { Folding.words($0.name) == [String(number)] }
      if let only = named.first, named.count == 1 { return only }
      if rows != nil {
        throw Diagnostic(.notFound, "no list shown at this terminal has a row \(number)", hints: [again])
      }
      throw Diagnostic(
        .notFound, "\(number) names no record",
        hints: ["numbers name rows of a list only where they are typed at a terminal"])
    }
    guard let row = snapshot.record(id) else {
      throw Diagnostic(.notFound, "row \(number) was \(id), which is not there any more", hints: [again])
    }
    // A task's row is its deal's or its client's where one of those is wanted.
    let owners = [Kind.deal, .lead, .contact, .company].filter(kinds.contains)
    if !kinds.contains(row.kind),
      let owner = owners.lazy.compactMap({ snapshot.record(row.reference($0.rawValue)) }).first
    {
      return owner
    }
    do {
      return try ReferenceResolver(snapshot: snapshot, finder: finder(for: use)).resolve(
        id.description, kinds: kinds, preferring: preference)
    } catch {
      guard error.code == .notFound else { throw error }
      let wanted = kinds.map(\.rawValue).joined(separator: " or ")
      throw Diagnostic(
        .notFound, "row \(number) is \(row.kind.article), \"\(row.name)\", which leads to no \(wanted)",
        hints: ["look: \(CommandLine("\(row.kind.plural) show", "\(row.id)"))"])
    }
  }

  /// What is not found may stand in a file that cannot be read.
  private func hinting(_ error: Diagnostic, at text: String, for use: SmartReference.Use) -> Diagnostic {
    guard !snapshot.problems.isEmpty else { return error }
    if let id = Reference.identifier(endingStem: text.lowercased()),
      let file = snapshot.unreadable.files.first(where: { $0.id == id })
    {
      var problem = file.problem
      problem.message = "\(file.kind.rawValue) \(id) cannot be read: \(problem.message)"
      return problem
    }
    var error = error
    let words = Folding.words(text)
    let suspects = snapshot.problems.filter { problem in
      let path = Folding.words(problem.location?.file ?? "")
      return !words.isEmpty && words.allSatisfy { word in path.contains { $0.hasPrefix(word) } }
    }
    if let suspect = suspects.first, let place = suspect.location {
      // A change is refused for what it may have meant; a reader is told after the data.
      if use == .writing {
        var problem = suspect
        problem.code = .invalidData
        problem.message = "\(error.message), and this file cannot be read: \(suspect.message)"
        return problem
      }
      error.hints = ["\(place.file):\(place.line):\(place.column) cannot be read: \(suspect.message)"]
    } else {
      let count = snapshot.problems.count
      error.hints.append("\(count) \(count == 1 ? "file" : "files") cannot be read: \(CommandLine("check"))")
    }
    return error
  }

  /// What conditions and computed numbers look at; reads no file.
  package var evaluation: EvaluationContext {
    let asker = asker
    return EvaluationContext(snapshot: snapshot, now: now, user: asker.value, stages: pipelines.stages)
  }

  package var filterContext: FilterContext {
    let views = SavedViews(repository: repository)
    let repository = repository
    let synonyms = Once { Workspace.synonymFile(in: repository).synonyms }
    let asker = asker
    return FilterContext(
      snapshot: snapshot, now: now, user: asker.value, stages: pipelines.stages, viewNames: views.names,
      view: { views.filter($0) }, synonyms: { synonyms.value.words(for: $0) })
  }

  /// A past moment as a person wrote it on the command line; warnings go to standard error.
  package func past(_ text: String, option: String, context: Context) throws -> Instant {
    zone.localized(try when(text, owner: user, allowPast: true, option: option, context: context).instant)
  }

  /// When something is due, as a person wrote it, on the clocks and in the hours of the one who is to do it.
  package func deadline(
    _ text: String, owner: String?, option: String? = "--due", rules: DueRules = DueRules(), context: Context
  ) throws -> Deadline {
    try when(text, owner: owner ?? user, allowPast: false, option: option, rules: rules, context: context)
      .deadline
  }

  private func when(
    _ text: String, owner: String, allowPast: Bool, option: String?, rules: DueRules = DueRules(),
    context: Context
  ) throws -> WhenParser.Parsed {
    let parser = WhenParser(
      now: now, zone: config.zone(of: owner), hours: config.hours(of: owner), allowPast: allowPast)
    let parsed: WhenParser.Parsed
    do throws(WhenError) {
      parsed = try parser.parse(text)
    } catch {
      throw Diagnostic(
        .invalidValue, (option.map { $0 + ": " } ?? "") + error.message,
        hints: error.hint.map { [Hint($0)] } ?? [])
    }
    // What is spread ends up within working hours.
    if !rules.isSpread {
      try rules.check(parsed, text, in: parser.zone, line: context.typed)
      if let warning = parsed.warning { context.warn(warning) }
    }
    if let undecreed = parsed.undecreed {
      context.warnOnce(undecreed, hint: "days off and working weekends of your own: hours in crm.yaml")
    }
    return parsed
  }

  /// Who is to do a task: its owner, else that of its deal; the user where neither is known.
  package func doer(of task: Record) -> String {
    task.text("owner") ?? snapshot.record(task.reference("deal"))?.text("owner") ?? user
  }

  /// A planner of changes that `context` will make.
  package func planner(_ context: Context) -> ChangePlanner {
    ChangePlanner(snapshot: snapshot, pipelines: pipelines, now: moment, user: user, mint: context.mint)
  }
}
