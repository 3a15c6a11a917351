import Dates
import Diagnostics
import Facts
import Imports
import Matching
import Output
import Records
import Rules
import Store
import Text

/// A lead from a web form, a hook or a mail: a new one, or a message that is joined to the open lead or deal of whoever
/// sent it.
package struct ReceiveLead: Operation {
  package static let answer = AnswerForm.item(LeadReceipt.schema, hasTable: true)
  /// A file, or `-` for what is handed to the run.
  package let file: String
  /// The media type, where whoever hands it over knows it.
  package let type: String?
  /// `field=value` words for a new lead; they go before what the message says.
  package let assignments: [String]

  package init(from file: String, type: String? = nil, assignments: [String] = []) {
    self.file = file
    self.type = type
    self.assignments = assignments
  }

  package func run(in context: Context) throws -> Answer {
    let bytes = try context.bytes(ofFile: file, atMost: InboxForm.mostBytes)
    let raw = try InboxMessage(bytes, type: type)
    if raw.isAutomatic {
      throw Diagnostic(
        .requirementUnmet, "the mail is an automatic answer or a returned message, and nobody's request",
        hints: ["nothing was written"])
    }
    let (workspace, receipt) = try context.transact { workspace in
      var reading = try LeadReading(raw, assignments, in: workspace)
      let place = try MessagePlace(of: reading.request, in: workspace)
      var planner = workspace.planner(context)
      let receipt = try reading.write(to: place, &planner)
      return (planner.change, receipt)
    }
    var answer = ItemAnswer([receipt], as: LeadReceipt.schema(in: workspace), in: workspace)
    answer.isRemark = true
    return .item(answer, said: receipt.lines(in: workspace, isDryRun: context.options.isDryRun))
  }
}

/// Where a message from outside belongs.
struct MessagePlace {
  enum Decision {
    /// It is here already, as this lead or activity.
    case present(Record)
    /// Somebody who is known wrote it, about this open lead or deal, or to nobody in particular.
    case known(Record)
    /// Somebody new, or somebody known whose business is over.
    case new(contact: RecordID?)
  }

  let decision: Decision
  /// What it has in common with whoever it is taken for.
  private(set) var reason: String?
  private(set) var remarks: [String] = []

  /// Throws `invalid_value` for a message that nobody could answer.
  init(of request: InboxRequest, in workspace: Workspace) throws(Diagnostic) {
    guard !request.emails.isEmpty || !request.phones.isEmpty else {
      throw Diagnostic(
        .invalidValue,
        "nobody could be answered: there is no email address and no phone number"
          + (request.remarks.isEmpty ? "" : " (\(request.remarks.joined(separator: "; ")))"),
        hints: ["a lead needs a field email or phone; nothing was written"])
    }
    let snapshot = workspace.snapshot
    let matches = RecordMatches(snapshot)
    func senders(_ kind: Kind) -> [RecordMatches.Likely] {
      matches.senders(kind, emails: request.emails, phones: request.phones, name: request.name)
    }
    let leads = senders(.lead)
    let contacts = senders(.contact)
    if !snapshot.unreadable.isEmpty { remarks.append("files that cannot be read were not compared") }
    let search = EarlierMessage(request, workspace)
    if let present = search.find(leads: leads.map(\.record), contacts: contacts.map(\.record)) {
      decision = .present(present)
      return
    }
    let deals = MessagePlace.openDeals(leads.map(\.record), contacts.map(\.record), workspace)
    let open = leads.filter { $0.record.leadStatus?.isDecided == false }
    if deals.count == 1 {
      decision = .known(deals[0])
      reason = (contacts.first ?? leads.first)?.reason
    } else if deals.count > 1, contacts.count == 1 {
      decision = .known(contacts[0].record)
      reason = contacts[0].reason
      remarks.append(
        "\(deals.count) deals of theirs are open, so it is with the contact: \(MessagePlace.listed(deals))")
    } else if let lead = open.max(by: { MessagePlace.age($0.record) < MessagePlace.age($1.record) }) {
      decision = .known(lead.record)
      reason = lead.reason
    } else {
      decision = .new(contact: contacts.count == 1 ? contacts[0].record.id : nil)
      reason = contacts.count == 1 ? contacts[0].reason : nil
      if contacts.count > 1 {
        remarks.append(
          "may be any of \(contacts.count) contacts: \(MessagePlace.listed(contacts.map(\.record)))")
      }
    }
  }

  /// Identifiers, which are nobody's words.
  private static func listed(_ records: [Record]) -> String {
    records.prefix(5).map(\.id.description).joined(separator: ", ") + (records.count > 5 ? ", …" : "")
  }

  private static func age(_ lead: Record) -> (Int64, RecordID) { (lead.created?.seconds ?? .min, lead.id) }

  /// The open deals of one person; none where it is not known which of several it is.
  private static func openDeals(
    _ leads: [Record], _ contacts: [Record], _ workspace: Workspace
  ) -> [Record] {
    let snapshot = workspace.snapshot
    var deals: [Record] = []
    func take(_ found: [Record]) {
      for deal in found where workspace.pipelines.stages.isOpen(deal) {
        if !deals.contains(where: { $0.id == deal.id }) { deals.append(deal) }
      }
    }
    if contacts.count == 1 {
      let all = snapshot.deals(of: contacts[0])
      take(all.filter { snapshot.record($0.reference("contact"))?.id == contacts[0].id })
      if deals.isEmpty { take(all) }
    }
    if contacts.count < 2 {
      take(leads.filter { $0.leadStatus == .qualified }.compactMap { snapshot.record($0.reference("deal")) })
    }
    return deals
  }
}

/// Finds a message that came before.
private struct EarlierMessage {
  private let request: InboxRequest
  private let workspace: Workspace

  init(_ request: InboxRequest, _ workspace: Workspace) {
    self.request = request
    self.workspace = workspace
  }

  /// The same words may be sent again later and mean it: without a Message-ID a day has to do.
  private static let window = 86_400

  /// Among all that is kept of these people: the leads themselves, and what came in for them and for their deals.
  func find(leads: [Record], contacts: [Record]) -> Record? {
    if let lead = leads.first(where: isSame) { return lead }
    let snapshot = workspace.snapshot
    let deals =
      contacts.flatMap { snapshot.deals(of: $0) }
      + leads.compactMap { snapshot.record($0.reference("deal")) }
    for record in leads + contacts + deals {
      if let found = snapshot.mentions(of: record).first(where: isSame) { return found }
    }
    return nil
  }

  private func isSame(_ record: Record) -> Bool {
    guard let origin = Origin(of: record), origin.ids.contains(request.id) else { return false }
    guard !request.hasMessageID else { return true }
    return origin.at.map { abs(workspace.now.seconds(since: $0)) <= EarlierMessage.window } ?? false
  }
}
