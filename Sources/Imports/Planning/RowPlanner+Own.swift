import Dates
import Diagnostics
import Records
import Rules

/// Rows of tables that crm wrote itself: a record becomes again what it was, under the identifier that it had.
extension RowPlanner {
  /// Refuses references to records that are not there: they come with a file of their own.
  func demandOwnReferences(_ row: DecodedRow) throws(Diagnostic) {
    for field in table.mentioning {
      let mentioned = row.values[field.key]?.elements ?? []
      let references = mentioned.flatMap { value in
        value.map.map { $0.compactMap(\.value.reference) } ?? [value.reference].compactMap { $0 }
      }
      if let missing = references.first(where: { target($0.id) == nil }) {
        throw RowPlanner.absent(missing, field)
      }
    }
  }

  /// Whether a mention is one of ours that leads nowhere; by a name a record could be made.
  func isBrokenReference(_ name: String?) -> Bool {
    guard analysis.own != nil, let name, Reference(name) != nil else { return false }
    return name.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7a).contains($0) || $0 == 0x2d }
  }

  private static func absent(_ reference: Reference, _ field: Field) -> Diagnostic {
    var kinds = [field.type.referencedKind].compactMap { $0 }
    if case .entries(let keys) = field.type { kinds = keys.compactMap(\.type.referencedKind) }
    return Diagnostic(
      .notFound,
      "\(field.key): there is no \(kinds.map(\.rawValue).joined(separator: " or ")) \"\(reference.stem)\"",
      hints: ["import the \(kinds.map(\.plural).joined(separator: " and ")) first"])
  }

  /// The next step that a deal had, and the identifier of its task.
  func ownStep(_ row: DecodedRow) -> (step: NextStep, id: RecordID?)? {
    guard let link = row.links["next_step"], let title = link.values["title"]?.text else { return nil }
    let due: Deadline
    switch link.values["due"] {
    case .instant(let instant)?: due = .moment(instant)
    case .date(let day)?: due = .day(day)
    default: return nil
    }
    let step = NextStep(
      title: title, type: link.values["type"]?.text, due: due, owner: link.values["owner"]?.text)
    let id = link.id.flatMap { Reference.identifier(endingStem: $0) }
    return (step, id.flatMap { planner.record($0) == nil ? $0 : nil })
  }

  /// What commands and defaults would make otherwise than the row says; nil clears.
  func ownPast(_ row: DecodedRow, links: [String: Value], made: Record) -> [String: Value?] {
    var past: [String: Value?] = [:]
    for field in table.fields where !RowPlanner.settled.contains(field.key) {
      guard analysis.ownFields?.contains(field.key) != false else { continue }
      let said = links[field.key] ?? row.values[field.key]
      // Without a time of closing nothing is closed.
      if field.key == "closed", said == nil { continue }
      if made[field] != said { past.updateValue(said, forKey: field.key) }
    }
    return past
  }

  /// What a task of a deal's had when it was made as its next step.
  func ownStepPast(_ row: DecodedRow) -> [String: Value?] {
    var past: [String: Value?] = [:]
    for key in ["contact", "company"] { past.updateValue(nil, forKey: key) }
    let said = row.links["next_step"]?.values ?? [:]
    for key in ["type", "owner", "created"] { past.updateValue(said[key], forKey: key) }
    return past
  }

  /// The fields that a new record may be given; what only commands may set is set afterwards.
  var givenKeys: Set<String> {
    let own: Set<String> =
      switch kind {
      case .deal: ["created", "closed"]
      case .task: ["created", "status", "closed", "deal"]
      case .invoice: ["created", "number", "status", "payments", "void_reason"]
      case .contact, .company, .lead, .activity, .product: ["created"]
      }
    return own.union(table.fields.filter { $0.writer == .anyone }.map(\.key))
  }

  /// What the identifier, the stage and the next step are is settled by other ways.
  private static let settled: Set<String> = ["id", "pipeline", "stage", "next_step"]
}
