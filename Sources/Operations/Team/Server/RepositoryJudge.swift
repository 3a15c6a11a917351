import Diagnostics
import Filters
import Records
import Rules
import Store
import Text
import Threads
import YAML

/// Judges what a push changes in one crm repository.
///
/// It looks at the files that differ, at what they mention anew, and, where the push closes a deal, takes a record, a stage
/// or an owner away, at the records that hold on to it. What was broken before is not held against the push.
struct RepositoryJudge {
  let objects: GitObjects
  let trees: GitTrees
  let context: Context
  let isJob: Bool
  /// The repository's folder in the tree, with a slash at its end; empty for the top.
  let prefix: String
  let before: PushedVersion?
  let after: PushedVersion?
  let author: () -> String?

  func findings(_ files: [GitFileChange]) throws -> [Diagnostic] {
    let records = files.filter { RecordsInTree.isRecord($0.path) }
    var change = try PushedRecords(records, before: before, after: after, objects)
    var findings = settingsFindings(files) + change.problems.map { restorable($0, files) }
    if let after, after.configEntry != nil {
      try addAffected(to: &change, after)
      var check = change.check
      try complete(&check, after)
      findings += try doubles(change, after)
      var broken = check.findings(
        (before?.snapshot ?? after.snapshot, after.snapshot),
        (before?.pipelines ?? after.pipelines, after.pipelines), now: context.now)
      if before?.configEntry != nil {
        broken += check.approvalFindings(after.snapshot, after.pipelines, now: context.now)
      }
      findings += try broken.map { finding in
        let located = try located(finding, change, after)
        return finding.rule == .frozenInvoice
          ? restorable(located, files) : restorable(finding, located, change)
      }
      findings += try roleFindings(files, change, check, after)
    } else if after != nil {
      findings += try roleFindings(files, change, change.check, nil)
    }
    return findings.map(placed)
  }

  /// The finding with its place as a path of the whole tree.
  private func placed(_ finding: Diagnostic) -> Diagnostic {
    var finding = finding
    if let file = finding.location?.file { finding.location?.file = prefix + file }
    finding.related = finding.related.map(placed)
    return finding
  }

  /// The finding with the command that needs no thought: the file as it was before the push.
  private func restorable(_ finding: Diagnostic, _ files: [GitFileChange]) -> Diagnostic {
    guard let before, let path = finding.location?.file,
      files.contains(where: { $0.path == path && $0.before != nil })
    else { return finding }
    var finding = finding
    finding.hints.append(restoring(path, from: before))
    return finding
  }

  private func restoring(_ path: String, from version: PushedVersion) -> Hint {
    "as it was before the push: git checkout \(version.commit.prefix(12)) -- \(CommandLine.quoted(prefix + path))"
  }

  /// Where a record that the push leaves alone breaks, because another one is gone: the command that brings that back.
  private func restorable(_ finding: Finding, _ diagnostic: Diagnostic, _ change: PushedRecords) -> Diagnostic
  {
    guard let before, let record = change.after[finding.record] else { return diagnostic }
    let gone = record.mentionedIDs.first { change.before[$0] != nil && change.after[$0] == nil }
    guard let path = gone.flatMap({ change.before[$0]?.path }) else { return diagnostic }
    var diagnostic = diagnostic
    diagnostic.hints.append(restoring(path, from: before))
    return diagnostic
  }

  // MARK: Settings and pipelines

  private func settingsFindings(_ files: [GitFileChange]) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    if let after, files.contains(where: { $0.path == "crm.yaml" }) {
      if after.configEntry == nil, before?.configEntry != nil {
        findings.append(
          Diagnostic(
            .invalidData, "crm.yaml is gone, and without it no record can be read",
            at: SourceLocation(file: "crm.yaml"), hints: ["bring it back: git checkout HEAD~1 -- crm.yaml"]))
      }
      let known = Set((before?.configProblems ?? []).map(\.message))
      findings += after.configProblems.filter { !known.contains($0.message) }
      let roles = RoleRules(after.config, schema: after.snapshot.schema)?.problems ?? []
      findings += roles.filter { !known.contains($0.message) }
    }
    if let after, files.contains(where: { $0.path.hasPrefix("pipelines/") }) {
      let known = Set((before?.pipelines.all ?? []).flatMap(\.faults).map(\.message))
      findings += after.pipelines.all.flatMap(\.faults).filter { !known.contains($0.message) }
    }
    return findings
  }

  // MARK: Records beside the changed ones

  /// Adds the records that did not change and are judged all the same, since what they hold on to did.
  private func addAffected(to change: inout PushedRecords, _ after: PushedVersion) throws(Diagnostic) {
    guard let before else { return }
    let check = change.check
    let gone = check.gone
    try add(
      after.records.files(
        with: gone.map(\.description), among: check.kindsMentioningGone(after.snapshot.schema)),
      to: &change, after)
    let closed = check.closedDeals(after.pipelines, formerly: before.pipelines)
    try add(after.records.files(with: closed.map(\.description), among: [.task]), to: &change, after)
    try add(after.records.files(with: check.lostNumbers, among: [.invoice]), to: &change, after)
    let stages = Self.lostStages(before.pipelines, after.pipelines)
    try add(after.records.files(with: stages, among: [.deal]), to: &change, after)
    let owners = Set(before.config.owners.map(\.id)).subtracting(after.config.owners.map(\.id))
    if !after.config.owners.isEmpty {
      // Where nobody was listed, anybody may be named.
      let former = before.config.owners.isEmpty ? ["owner"] : owners.sorted()
      try add(after.records.files(with: former, among: Set(Kind.allCases)), to: &change, after)
    }
    let fields = Set(before.config.customFields).symmetricDifference(after.config.customFields)
    for kind in Set(fields.map(\.kind)) {
      let keys = Set(fields.filter { $0.kind == kind }.map(\.field.key)).sorted()
      try add(after.records.files(with: keys, among: [kind]), to: &change, after)
    }
  }

  private func add(
    _ files: [RecordsInTree.File], to change: inout PushedRecords, _ after: PushedVersion
  ) throws(Diagnostic) {
    for file in files { change.add(file, before: before, after: after) }
  }

  /// The ids of stages that are gone, or that end a deal otherwise than before.
  private static func lostStages(_ before: Pipelines, _ after: Pipelines) -> [String] {
    var lost: Set<String> = []
    for pipeline in before.all {
      for stage in pipeline.stages {
        let now = after[pipeline.id]?.stage(stage.id)
        if now == nil || now?.outcome != stage.outcome { lost.insert(stage.id) }
      }
    }
    return lost.sorted()
  }

  /// Finds the records that the judgement leans on, until it needs no more.
  private func complete(_ check: inout PartialCheck, _ after: PushedVersion) throws(Diagnostic) {
    // A record that is found may lead to others: a task to its deal, that to its step.
    for _ in 0..<4 {
      let wanted = check.wanted()
      if wanted.isEmpty { return }
      for kind in Set(wanted.map(\.kind)).sorted() {
        try find(Set(wanted.filter { $0.kind == kind }.map(\.id)), kind, in: after, for: &check)
      }
    }
  }

  private func find(
    _ ids: Set<RecordID>, _ kind: Kind, in after: PushedVersion, for check: inout PartialCheck
  ) throws(Diagnostic) {
    var left = ids
    func take(_ file: RecordsInTree.File) {
      switch after.read(file.bytes, file.path) {
      case .record(let record):
        let names = [record.id] + record.texts("aliases").compactMap { Reference.identifier(endingStem: $0) }
        if left.isDisjoint(with: names) { return }
        left.subtract(names)
        check.add(record)
      case .problems, nil:
        guard let id = Reference.identifier(endingStem: Path.stem(of: file.path)), left.remove(id) != nil
        else {
          return
        }
        check.addPresent(id)
      }
    }
    for found in try after.records.named(left, kind: kind) {
      if let file = try after.records.read(found.path, found.entry) { take(file) }
    }
    // A name is no proof: before a record is said to be missing, it is looked for in what is written.
    if !left.isEmpty { for file in try after.records.unnamed(kind) { take(file) } }
    if !left.isEmpty {
      for file in try after.records.files(with: left.map(\.description), among: Set(Kind.allCases)) {
        take(file)
      }
    }
    for id in left { check.addMissing(id) }
  }

  /// New records whose identifier another file is named for already.
  private func doubles(_ change: PushedRecords, _ after: PushedVersion) throws(Diagnostic) -> [Diagnostic] {
    let added = Set(change.after.keys.filter { change.before[$0] == nil })
    if added.isEmpty { return [] }
    var findings: [Diagnostic] = []
    for kind in Kind.allCases {
      for found in try after.records.named(added, kind: kind, all: true) {
        guard let own = change.after[found.id]?.path, own != found.path, !change.paths.contains(found.path),
          let file = try after.records.read(found.path, found.entry),
          RecordFiles.identifier(in: file.bytes) == found.id.description
        else { continue }
        findings.append(RepositoryLoader.clash(found.id.description, at: own, with: found.path))
      }
    }
    return findings
  }

  /// The finding at the line of its field.
  private func located(
    _ finding: Finding, _ change: PushedRecords, _ after: PushedVersion
  ) throws(Diagnostic) -> Diagnostic {
    var diagnostic = finding.diagnostic
    if finding.rule == .noNextStep { diagnostic.code = .nextStepRequired }
    guard let path = diagnostic.location?.file, let entry = try trees.entry(path, in: after.tree),
      let bytes = try objects.contents([entry.name])[entry.name],
      let document = try? Document(parsing: bytes, file: path)
    else { return diagnostic }
    return FieldLocator.located(diagnostic, key: finding.key, in: document)
  }

  // MARK: Roles

  /// What the one who pushes may not do, by the roles as they were before the push.
  private func roleFindings(
    _ files: [GitFileChange], _ change: PushedRecords, _ check: PartialCheck, _ after: PushedVersion?
  ) throws(Diagnostic) -> [Diagnostic] {
    guard let before, before.configEntry != nil,
      let rules = RoleRules(before.config, schema: before.snapshot.schema)
    else { return [] }
    let pusher = try Pusher.find(context, isJob: isJob, author: author(), in: before.config)
    guard rules.limits(pusher.user) else { return [] }
    let pairs = change.written
    let known = Set(pairs.flatMap { [$0.before?.path, $0.after?.path].compactMap { $0 } })
    let others = files.map(\.path).filter { !known.contains($0) }
    var check = check
    if let after, rules.asksForParents(pusher.user) { try addParents(of: pairs, to: &check, after) }
    func evaluation(_ version: PushedVersion, _ records: [RecordID: Record]) -> EvaluationContext {
      EvaluationContext(
        snapshot: version.snapshot.replacing(LoadedRecords(records.values.sorted { $0.id < $1.id })),
        now: context.now, user: pusher.user, stages: version.pipelines.stages)
    }
    let refusals = rules.refusals(
      of: TouchedRecords(pairs, files: others), by: pusher.user, before: evaluation(before, check.before),
      after: evaluation(after ?? before, check.after), paths: true)
    return (refusals + ApprovalJudge.foreignApprovals(pairs, by: pusher.user)).map { refusal in
      var refusal = refusal
      // A push has no options.
      refusal.hints.removeAll { $0 == RoleRules.actingAsAnother }
      refusal.hints.append("who pushes is known by \(pusher.source): \(pusher.user)")
      return refusal
    }
  }

  private func addParents(
    of pairs: [TouchedRecords.Pair], to check: inout PartialCheck, _ after: PushedVersion
  ) throws(Diagnostic) {
    var wanted: [Kind: Set<RecordID>] = [:]
    for record in pairs.flatMap({ [$0.before, $0.after].compactMap { $0 } }) {
      for kind in [Kind.deal, .lead, .contact, .company] {
        guard let id = record.referenced(kind.rawValue), record.kind == .task || record.kind == .activity,
          check.after[id] == nil, check.before[id] == nil
        else { continue }
        wanted[kind, default: []].insert(id)
      }
    }
    for (kind, ids) in wanted.sorted(by: { $0.key < $1.key }) { try find(ids, kind, in: after, for: &check) }
  }
}
