import Dates
import Diagnostics
import Facts
import Matching
import Records
import Text

extension MergeRepair {
  // MARK: What is only reported

  func report(_ draft: inout RepairDraft) {
    reportSuperseded(&draft)
    reportDuplicates(&draft)
    reportUndeclared(&draft)
    reportFindings(&draft)
  }

  /// The fields of a task's state that give way to its closing.
  private func reportSuperseded(_ draft: inout RepairDraft) {
    for id in touched.sorted() {
      guard let task = draft.own(id), task.kind == .task, !task.isOpenTask,
        let before = MergeRepair.own(id, in: base)
      else { continue }
      for edition in editions(of: id) where edition["due"] != before["due"] && edition["due"] != task["due"] {
        let status = task.word("status") ?? "closed"
        draft.note(
          RepairNote(
            .superseded, task, field: "due",
            "\(task.title) was to be due \(edition["due"]?.plainText ?? "never"), and is \(status)"))
      }
    }
  }

  /// Two new records, one of each side, with the same address, number or identifier elsewhere.
  private func reportDuplicates(_ draft: inout RepairDraft) {
    var made: [[Record]] = [[], []]
    for id in touched.sorted() {
      guard let record = draft.own(id), MergeRepair.own(id, in: base) == nil,
        [.contact, .company, .lead].contains(record.kind)
      else { continue }
      let here = sides.indices.filter { MergeRepair.own(id, in: sides[$0]) != nil }
      if here.count == 1 { made[here[0]].append(record) }
    }
    guard !made[0].isEmpty, !made[1].isEmpty else { return }
    var known: [String: [Record]] = [:]
    for record in made[0] {
      for key in identities(of: record) { known[key.text, default: []].append(record) }
    }
    var shared: Set<[RecordID]> = []
    for record in made[1] {
      for other in identities(of: record).flatMap({ known[$0.text] ?? [] }) {
        shared.insert([record.id, other.id].sorted())
      }
    }
    for pair in shared.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      guard let one = draft.own(pair[0]), let two = draft.own(pair[1]) else { continue }
      let theirs = Set(identities(of: two).map(\.text))
      guard let key = identities(of: one).first(where: { theirs.contains($0.text) }) else { continue }
      draft.note(
        RepairNote(
          .duplicates, one, field: key.field,
          "\(one.title) and \(two.title) are both new, and have the same \(key.words)",
          hints: [
            "if they are one: \(CommandLine("\(one.kind.plural) merge", "\(one.id)", "\(two.id)"))"
          ]))
    }
  }

  private func identities(of record: Record) -> [(field: String, text: String, words: String)] {
    let kind = record.kind.rawValue
    let emails = record.texts("emails").map { email in
      ("emails", "\(kind) emails \(EmailAddress.normalized(email))", "email \(email)")
    }
    let phones = record.texts("phones").compactMap { phone in
      MatchKey.phoneText(phone, region: merged.config.country).map {
        ("phones", "\(kind) phones \($0)", "phone \(phone)")
      }
    }
    let external = (record["external"]?.map ?? []).flatMap { entry in
      entry.value.identifiers.map { id in
        (
          "external", "\(kind) external \(MatchKey.externalText(source: entry.key, id: id))",
          "id in \(entry.key): \(id)"
        )
      }
    }
    return emails + phones + external
  }

  /// Values of a field that the merged settings no longer declare, in records that this merge changed.
  private func reportUndeclared(_ draft: inout RepairDraft) {
    let before = ([base] + sides).map(\.schema)
    for id in draft.touched.sorted() {
      guard let record = draft.own(id) else { continue }
      for entry in record.undeclared {
        guard before.contains(where: { $0[record.kind].slot(of: entry.key) != nil }) else { continue }
        let edit = CommandLine("\(record.kind.plural) edit", "\(record.id)")
        draft.note(
          RepairNote(
            .undeclared, record, field: entry.key,
            "\(record.title) has \(entry.key), which crm.yaml no longer declares: the value stays in the file",
            hints: ["declare the field again in crm.yaml, or take it out: \(edit)"]))
      }
    }
  }

  /// What breaks a rule by this merge and was not broken on either side.
  private func reportFindings(_ draft: inout RepairDraft) {
    let snapshot = draft.snapshot
    let rules = RecordRules(snapshot: snapshot, pipelines: pipelines, now: now)
    let known = sides.map { side in
      RecordRules(
        snapshot: side,
        pipelines: side.pipelineFiles == merged.pipelineFiles ? pipelines : Pipelines.compile(side), now: now)
    }
    for id in concerned(draft).sorted() {
      guard let record = draft.own(id) else { continue }
      let found = rules.findings(of: record)
      guard !found.isEmpty else { continue }
      var past: Set<Finding.Identity> = []
      for (side, rules) in zip(sides, known) {
        if let former = MergeRepair.own(id, in: side) {
          past.formUnion(rules.findings(of: former).map(\.identity))
        }
      }
      for finding in found where !past.contains(finding.identity) {
        let subject = draft.own(finding.record) ?? record
        draft.note(
          RepairNote(
            .finding, subject, field: finding.key, finding.diagnostic.message,
            hints: finding.diagnostic.hints))
      }
    }
  }

  /// What was touched, and what mentions it.
  private func concerned(_ draft: RepairDraft) -> Set<RecordID> {
    var all = draft.touched
    for id in draft.touched where draft.own(id) == nil {
      all.formUnion(draft.records.referrers(of: id).map(\.id))
    }
    return all
  }
}
