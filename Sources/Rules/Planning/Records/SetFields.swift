import Dates
package import Diagnostics
import Facts
package import Records
import Text

extension ChangePlanner {
  // MARK: What may be written

  /// The field of this key, or `invalid_value` with the nearest one.
  func field(_ key: String, of kind: Kind) throws(Diagnostic) -> Field {
    if let field = base.schema[kind][key] { return field }
    throw unknownField(key, of: kind)
  }

  private func unknownField(_ key: String, of kind: Kind) -> Diagnostic {
    Diagnostic(
      .invalidValue, "\(kind.article) has no field \"\(key)\"",
      hints: .unknown(key, among: base.schema[kind].order, listing: "fields: "))
  }

  /// Refuses what a rule guards, naming the command that may; `record` is nil for one that is being made.
  private func checkWriter(_ field: Field, _ value: Value?, kind: Kind, record: Record?) throws(Diagnostic) {
    switch field.writer {
    case .anyone: return
    case .creation:
      if record == nil, field.key == "created" { return }
      throw Diagnostic(.usage, "\"\(field.key)\" of a \(kind.rawValue) is set once, when it is made")
    case .command:
      let text = value?.plainText
      if let refusal = GuardedField.refusal(field, of: kind, value: text, record: record) { throw refusal }
    }
  }

  /// Every reference must lead to a record of its kind, and every user be known.
  func check(_ value: Value, as type: FieldType, key: String) throws(Diagnostic) {
    switch type {
    case .reference(let kind):
      guard let reference = value.reference else {
        throw Diagnostic(.invalidValue, "\(key) takes a \(kind.rawValue), not \"\(value.plainText)\"")
      }
      guard let target = record(reference) else {
        throw Diagnostic(.notFound, "\(key): there is no \(kind.rawValue) \"\(reference.stem)\"")
      }
      guard target.kind == kind else {
        throw Diagnostic(
          .invalidValue, "\(key): \"\(target.name)\" is a \(target.kind.rawValue), not a \(kind.rawValue)")
      }
    case .user:
      if let name = value.text { try checkOwner(name, key: key) }
    case .list(let element):
      for item in value.elements { try check(item, as: element, key: key) }
    case .entries(let keys):
      for entry in value.elements {
        for field in keys { if let item = entry[field.key] { try check(item, as: field.type, key: key) } }
      }
    default: return
    }
  }

  func checkOwner(_ name: String, key: String = "owner") throws(Diagnostic) {
    guard !isKnownOwner(name) else { return }
    throw Diagnostic(
      .invalidValue, "\(key) cannot be \"\(name)\": crm.yaml lists the owners",
      hints: .unknown(name, among: base.config.owners.map(\.id), listing: "owners: "))
  }

  /// Checks the values of a record that is to be made; `allowing` names guarded keys that this maker may fill.
  func checkNew(_ values: [String: Value], kind: Kind, allowing: Set<String> = []) throws(Diagnostic) {
    // What is told is the first by key, found without sorting the keys of each of thousands of new records.
    let table = base.schema[kind]
    var refusal: (key: String, diagnostic: Diagnostic)?
    for (key, value) in values where refusal.map({ key < $0.key }) ?? true {
      do throws(Diagnostic) {
        guard let slot = table.slot(of: key) else { throw unknownField(key, of: kind) }
        if !table.isPlain(slot: slot) {
          let field = table.fields[slot]
          if !allowing.contains(key) { try checkWriter(field, value, kind: kind, record: nil) }
          try check(value, as: field.type, key: key)
        }
      } catch {
        refusal = (key, error)
      }
    }
    if let refusal { throw refusal.diagnostic }
    for field in base.schema[kind].required {
      if allowing.contains(field.key), values[field.key] == nil { continue }
      guard let value = values[field.key], !DealPath.isEmpty(value) else {
        throw Diagnostic(.invalidValue, "\(kind.article) needs a \(field.key)")
      }
    }
  }

  // MARK: Making records

  /// Makes a record of any kind; deals and tasks have methods of their own. Throws `transition_not_allowed` for a value
  /// that a rule guards.
  @discardableResult
  package mutating func addRecord(_ kind: Kind, values: [String: Value]) throws(Diagnostic) -> Reference {
    switch kind {
    case .deal: return try addDeal(values: values).deal
    case .task: return try addTask(values: values)
    case .contact, .company, .lead, .activity, .product: break
    case .invoice: return try addInvoice(values: values)
    }
    var made = values
    if made["created"] == nil { made["created"] = .instant(now) }
    if kind == .lead, made["status"] == nil { made["status"] = .text(LeadStatus.new.rawValue) }
    if made["amount"] != nil || made["price"] != nil, made["currency"] == nil {
      made["currency"] = .text(base.config.currency)
    }
    if kind == .activity {
      if made["at"] == nil { made["at"] = .instant(now) }
      if made["owner"] == nil, let owner = ownerByDefault { made["owner"] = .text(owner) }
    }
    try checkNew(made, kind: kind)
    let finished = made
    return try together { planner throws(Diagnostic) in
      let reference = planner.create(kind, finished)
      planner.message = "\(kind.rawValue): \(planner.record(reference)?.name ?? reference.stem): added"
      return reference
    }
  }

  // MARK: Changing fields

  /// Changes fields of any record; nil clears.
  ///
  /// Throws `transition_not_allowed` for a field that a rule guards, with the command that may, `usage` for one that is
  /// set once, `requirement_unmet` where a lost deal would have no reason.
  package mutating func setFields(_ id: RecordID, _ values: [String: Value?]) throws(Diagnostic) {
    guard let record = record(id) else { throw Diagnostic(.notFound, "there is no record \(id)") }
    let pipeline = record.kind == .deal ? try pipelines.pipeline(of: record) : nil
    if record.kind == .invoice { try demandDraft(record, changing: values) }
    try together { planner throws(Diagnostic) in
      let changed = try planner.apply(values, to: record, pipeline: pipeline)
      if let pipeline { try planner.demandLostReason(of: record, in: pipeline) }
      if record.kind == .invoice { try planner.settleAmount(of: id, after: changed) }
      if record.kind == .task { try planner.demandShown(id, after: changed) }
      if !changed.isEmpty {
        planner.message = "\(record.kind.rawValue): \(record.name): " + changed.joined(separator: ", ")
      }
    }
  }

  private func demandShown(_ id: RecordID, after changed: [String]) throws(Diagnostic) {
    guard changed.contains("wait") || changed.contains("due"), let task = record(id) else { return }
    let owner = TaskFacts(task).owner(in: snapshot)
    try demandShown(task["wait"]?.date, due: task["due"], owner: owner, of: id)
  }

  /// Throws `requirement_unmet` where a lost deal has lost the reason that its stage requires.
  private func demandLostReason(of deal: Record, in pipeline: Pipeline) throws(Diagnostic) {
    if let stage = pipeline.stage(deal.text("stage")), stage.outcome == .lost,
      stage.requirements.contains(where: { $0.text == "lost_reason" }), let after = record(deal.id),
      DealPath.isEmpty(after["lost_reason"] ?? .text(""))
    {
      throw Diagnostic(
        .requirementUnmet, "stage \"\(stage.id)\" requires lost_reason",
        at: stage.requirements.first?.location,
        hints: [.command(CommandLine("deals set", "\(deal.id)").field("lost_reason", .open))],
        cause: .field("lost_reason"))
    }
  }

  /// Sets checked values and returns the keys that changed; a lost reason takes the pipeline's spelling.
  @discardableResult
  mutating func apply(
    _ values: [String: Value?], to record: Record, pipeline: Pipeline?
  ) throws(Diagnostic) -> [String] {
    var changed: [String] = []
    for key in values.keys.sorted() {
      let field = try field(key, of: record.kind)
      var value = values[key] ?? nil
      if value.map(DealPath.isEmpty) == true, !field.type.isList { value = nil }
      if case .list(let items)? = value, items.isEmpty { value = nil }
      try checkWriter(field, value, kind: record.kind, record: record)
      if let present = value {
        try check(present, as: field.type, key: key)
        if key == "lost_reason", let pipeline, let text = present.text {
          value = .text(try pipeline.lostReason(text))
        }
      } else if field.isRequired {
        throw Diagnostic(.invalidValue, "\(record.kind.article) needs a \(key)")
      }
      guard record[key] != value else { continue }
      set(record, key, value)
      changed.append(key)
      // An amount never stands without its currency.
      if field.type == .money, value != nil, record["currency"] == nil, values["currency"] == nil {
        set(record, "currency", .text(pipeline?.currency ?? base.config.currency))
      }
    }
    try demandPrices(of: record, writing: Set(values.keys))
    return changed + (try settleItems(of: record, writing: Set(values.keys), pipeline: pipeline))
  }
}
