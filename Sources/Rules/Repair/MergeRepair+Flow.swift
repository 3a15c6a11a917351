import Dates
import Diagnostics
import Facts
import Records
import YAML

extension MergeRepair {
  // MARK: Records that were merged

  /// Lets edits of a record that one side merged into another flow into the one that was kept.
  func flow(_ draft: inout RepairDraft) {
    for id in touched.sorted() {
      guard let before = MergeRepair.own(id, in: base) else { continue }
      for (index, side) in sides.enumerated() {
        guard let keeper = side.record(id), keeper.id != id,
          let edited = MergeRepair.own(id, in: sides[1 - index]),
          !edited.saysTheSame(as: before)
            || draft.own(id) != nil,
          let target = draft.record(keeper.id), target.id != id, target.kind == edited.kind
        else { continue }
        flow(from: before, to: edited, into: target, &draft)
        if draft.own(id) != nil { draft.remove(id) }
      }
    }
  }

  /// What one record leaves to another by being merged into it, beside its own fields.
  private static let apart: Set<String> = [
    "id", "aliases", "status", "stage", "pipeline", "history", "next_step", "closed", "created", "extra",
    "lost_reason",
  ]

  private func flow(from before: Record, to after: Record, into target: Record, _ draft: inout RepairDraft) {
    var taken: [String] = []
    var kept: [MapEntry] = []
    for field in after.table.fields where !MergeRepair.apart.contains(field.key) {
      let (was, comes, present) = (before[field.key], after[field], target[field.key])
      guard was != comes, comes != present else { continue }
      // A record does not mention itself.
      if let reference = comes?.reference, draft.record(reference.id)?.id == target.id { continue }
      switch MergeRepair.flowed(was, comes, into: present, field.type) {
      case .value(let value)?:
        guard value != present else { continue }
        draft.set(target.id, field.key, value)
        taken.append(field.key)
      case .beside(let value)?: kept.append(MapEntry(field.key, .text(value.plainText)))
      case nil: continue
      }
    }
    if !kept.isEmpty, target.table.slot(of: "extra") != nil {
      var entries = target["extra"]?.map ?? []
      let known = entries.count
      for entry in kept { ExtraEntries.add(entry, to: &entries) { $0.plainText == $1.plainText } }
      if entries.count > known {
        draft.set(target.id, "extra", .map(entries))
        taken.append("extra")
      }
    }
    let known = target.texts("aliases")
    let aliases = after.texts("aliases").filter { alias in
      !known.contains(alias)
        && Reference.identifier(endingStem: alias).map { draft.record($0) == nil } ?? false
    }
    if !aliases.isEmpty { draft.set(target.id, "aliases", .list((known + aliases).map { .text($0) })) }
    guard !taken.isEmpty else { return }
    draft.note(
      RepairNote(
        .flowed, target,
        "\(after.title) was edited while it was merged into \(target.title), which got \(taken.joined(separator: ", "))"
      ))
  }

  private enum Flowed {
    case value(Value?)
    /// What the kept record has a value of its own for.
    case beside(Value)
  }

  /// What becomes of a field of the kept record; nil where it stays as it is.
  private static func flowed(_ was: Value?, _ comes: Value?, into present: Value?, _ type: FieldType)
    -> Flowed?
  {
    switch type {
    case .list, .entries:
      let old = was?.elements ?? []
      let new = comes?.elements ?? []
      let mine = present?.elements ?? []
      var items = mine.filter { item in !old.contains(item) || new.contains(item) }
      for item in new where !old.contains(item) && !items.contains(item) { items.append(item) }
      return .value(items.isEmpty ? nil : .list(items))
    case .map:
      var entries = present?.map ?? []
      for entry in comes?.map ?? [] where was?[entry.key] != entry.value {
        ExtraEntries.add(entry, to: &entries) { $0.plainText == $1.plainText }
      }
      return .value(entries.isEmpty ? nil : .map(entries))
    case .notes: return notes(was?.text ?? "", comes?.text ?? "", into: present?.text ?? "")
    default:
      if present == was || present == nil { return .value(comes) }
      return comes.map { .beside($0) }
    }
  }

  /// The lines that were added go behind the kept text; lines that were taken out of the former text stay in it.
  private static func notes(_ was: String, _ comes: String, into present: String) -> Flowed? {
    func lines(_ text: String) -> [Substring] { text.split(separator: "\n", omittingEmptySubsequences: true) }
    if present == was { return .value(comes.isEmpty ? nil : .text(comes)) }
    let (known, former) = (Set(lines(present)), Set(lines(was)))
    let added = lines(comes).filter { !former.contains($0) && !known.contains($0) }
    if added.isEmpty { return nil }
    var text = present
    if !text.isEmpty, !text.hasSuffix("\n") { text += "\n" }
    return .value(.text(text + added.joined(separator: "\n") + "\n"))
  }

  /// Where both sides merged the same record into another one each, its identifier leads to the first of them.
  func partAliases(_ draft: inout RepairDraft) {
    var owners: [RecordID: RecordID] = [:]
    for id in draft.touched.sorted() {
      guard let record = draft.own(id), record["aliases"] != nil else { continue }
      for alias in record.texts("aliases") {
        guard let former = Reference.identifier(endingStem: alias), draft.own(former) == nil else { continue }
        guard let owner = owners[former], let first = draft.own(owner) else {
          owners[former] = id
          continue
        }
        let left = (draft.own(id) ?? record).texts("aliases").filter { $0 != alias }
        draft.set(id, "aliases", left.isEmpty ? nil : .list(left.map { .text($0) }))
        let merge = CommandLine("\(record.kind.plural) merge", "\(first.id)", "\(id)")
        draft.note(
          RepairNote(
            .duplicates, record, field: "aliases",
            "\(former) was merged into \(first.title) and into \(record.title): it leads to \(first.id) now",
            hints: ["if they are one: \(merge)"]))
      }
    }
  }
}
