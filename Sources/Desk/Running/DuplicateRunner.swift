import Dates
import Diagnostics
import Facts
package import Operations
package import Records
import Store

/// Does what the walk through pairs wants: each answer is one operation.
package final class DuplicateRunner {
  private let context: (_ name: String, any Face) -> Context
  private let kind: Kind
  private var pending = PendingCommit()

  package init(_ kind: Kind, _ context: @escaping (_ name: String, any Face) -> Context) {
    self.kind = kind
    self.context = context
  }

  /// The pairs that the request finds, as they are shown.
  package func cards(_ request: ListDuplicates) throws -> [DuplicateCard] {
    let workspace = try context("\(kind.plural) dupes", DeskFace()).open(reportingProblems: false)
    return try request.items(in: workspace).map { DuplicateRunner.card($0, in: workspace) }
  }

  /// Whether a change waits for its commit.
  package var awaitsGit: Bool { pending.isThere }

  /// Commits what was written to git; returns what git remarks.
  package func commitPending() -> [String] { pending.commit() }

  /// Does an effect and tells the walk; what is refused leaves the pair on the screen.
  package func perform(_ effect: DuplicateEffect, _ walk: inout DuplicateWalk) throws {
    switch effect {
    case .none, .quit, .redraw: return
    case .merge(let kind, let keep, let other):
      try write(MergeRecords(kind, keep: "\(keep)", "\(other)"), "\(kind.plural) merge", effect, &walk)
    case .apart(let kind, let one, let other):
      try write(KeepApart(kind, "\(one)", "\(other)"), "\(kind.plural) dupes", effect, &walk)
    case .undo(let change): try write(UndoChange(change), "undo", effect, &walk)
    }
  }

  private func write(
    _ request: any Operation, _ name: String, _ effect: DuplicateEffect, _ walk: inout DuplicateWalk
  ) throws {
    let face = DeskFace()
    let context = context(name, face)
    do {
      let answer = try request.run(in: context)
      pending.note(context, face)
      let said = try answer.sentences().filter { !$0.hasPrefix("  ") && !$0.hasPrefix("to take it back") }
      walk.receive(effect, said: said + face.remarks, change: context.madeChange)
    } catch let refusal as Diagnostic {
      walk.refuse(["error: " + refusal.message])
    }
  }

  private static func card(_ item: DuplicateItem, in workspace: Workspace) -> DuplicateCard {
    func text(_ field: Field, _ record: Record) -> String {
      guard let value = record[field] else { return "" }
      if let reference = value.reference {
        return workspace.snapshot.record(reference)?.name ?? reference.stem
      }
      if let instant = value.instant { return workspace.zone.describe(instant) }
      return value.plainText.replacing("\n", with: " ")
    }
    var rows = item.a.table.fields.filter { $0.key != "id" }.compactMap { field -> DuplicateCard.Row? in
      let (left, right) = (text(field, item.a), text(field, item.b))
      if left.isEmpty, right.isEmpty { return nil }
      return DuplicateCard.Row(title: field.title, left: left, right: right)
    }
    func mentions(_ record: Record) -> String { Kind.counted(workspace.snapshot.mentions(of: record)) }
    let (left, right) = (mentions(item.a), mentions(item.b))
    if !left.isEmpty || !right.isEmpty {
      rows.append(DuplicateCard.Row(title: "Mentioned by", left: left, right: right))
    }
    return DuplicateCard(
      kind: item.a.kind, left: item.a.id, right: item.b.id,
      score: item.score, reasons: item.reasons, rows: rows)
  }
}
