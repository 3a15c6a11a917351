import Dates
import Diagnostics
import Facts
import JSON
import Matching
import Records
import Rules
import Text

/// Looks whether what a call is to add is there already: a caller that lost the answer sends the call again.
struct ExistingRecords {
  private let workspace: Workspace
  private let context: Context

  init(_ context: Context) throws {
    self.context = context
    workspace = try context.open(reportingProblems: false)
  }

  private var snapshot: Snapshot { workspace.snapshot }

  /// The contact that has all of these values; throws `duplicate` where there are others that it is likely to be.
  func contact(_ name: String, _ words: [String], of company: String?) throws -> RecordID? {
    let kind = Kind.contact
    var values = try Assignments(words, kind: kind, workspace: workspace, name: name).initialValues()
    values[kind.nameKey] = .text(try Assignments.name(name, kind: kind))
    if let company, let known = try? workspace.resolve(company, .company) {
      values["company"] = .reference(Reference(known))
    }
    var planner = workspace.planner(context)
    let id = try planner.addRecord(kind, values: values).id
    guard let made = planner.snapshot.record(id) else { return nil }
    let likely = RecordMatches(snapshot).likely(made)
    let isCompanyNew = company != nil && values["company"] == nil
    if !isCompanyNew, let same = likely.first(where: { holds(values, $0.record) }) { return same.record.id }
    guard let first = likely.first else { return nil }
    throw duplicate(
      "\(kind.rawValue) \"\(made.name)\" may be there already: \(first.reason)",
      likely.map { candidate($0.record, $0.reason) },
      way: "use the one that is there, or say allow_duplicate")
  }

  /// The open deal of this title that has all of these values; throws `duplicate` where one has others.
  func deal(_ title: String, _ words: [String]) throws -> RecordID? {
    let values = try Assignments(words, kind: .deal, workspace: workspace).initialValues()
    guard let contact = values["contact"]?.reference else { return nil }
    let deals = snapshot.referrers(of: contact.id, kind: .deal, key: "contact").filter {
      workspace.pipelines.stages.isOpen($0) && Tool.isSame($0.name, title)
    }
    if let same = deals.first(where: { holds(values, $0) }) { return same.id }
    guard !deals.isEmpty else { return nil }
    throw duplicate(
      "an open deal \"\(title)\" of this contact is there already",
      deals.map { candidate($0, $0.text("stage")) }, way: "change that one, or give this one another title")
  }

  /// The open task of this title, due time and subject.
  func task(
    _ title: String, _ due: String, _ words: [String], about subject: Record?
  ) throws -> RecordID? {
    let values = try Assignments(words, kind: .task, workspace: workspace).initialValues()
    let near = subject.map { snapshot.referrers(of: $0.id) } ?? tasks(called: title)
    let same = near.filter { record in
      record.kind == .task && record.isOpenTask && Tool.isSame(record.name, title) && holds(values, record)
    }
    guard !same.isEmpty else { return nil }
    return try same.first { task in
      let deadline = try workspace.deadline(
        due, owner: values["owner"]?.text ?? workspace.doer(of: task), context: context)
      return task.due == deadline
    }?.id
  }

  private func tasks(called title: String) -> [Record] {
    guard let lookup = snapshot.source.lookup else { return snapshot.records(.task) }
    return lookup.records(wordPrefixes: Folding.words(title)).compactMap { snapshot.record($0) }
  }

  /// The activity of this type, text, subject and day.
  func activity(_ type: LoggedActivity, _ about: String, _ text: String, _ date: String?) throws -> RecordID?
  {
    let subject = try workspace.resolve(about, .deal, .contact, .company, .lead)
    let moment = try date.map { try workspace.past($0, option: "date", context: context) } ?? workspace.now
    let day = workspace.zone.date(moment)
    return snapshot.referrers(of: subject.id).first { record in
      record.kind == .activity && record.text("type") == type.rawValue && record.text("text") == text
        && record["at"]?.instant.map { workspace.zone.date($0) == day } ?? false
    }?.id
  }

  /// Whether a record has these values, among others.
  private func holds(_ values: [String: Value], _ record: Record) -> Bool {
    values.allSatisfy { key, value in
      guard let present = record[key] else { return false }
      if let list = value.list { return list.allSatisfy { present.list?.contains($0) ?? false } }
      if let reference = value.reference { return present.reference?.id == reference.id }
      return present == value
    }
  }

  private func candidate(_ record: Record, _ about: String?) -> DiagnosticDetail.Candidate {
    DiagnosticDetail.Candidate(
      id: record.id.description, kind: record.kind.rawValue, name: record.name, about: about)
  }

  private func duplicate(
    _ message: String, _ matches: [DiagnosticDetail.Candidate], way: Hint
  ) -> Diagnostic {
    var detail = DiagnosticDetail()
    detail.matches = matches
    return Diagnostic(.duplicate, message, hints: [way], detail: detail)
  }
}
