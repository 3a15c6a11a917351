import Dates
import Diagnostics
import Facts
import Records

/// What each owner should know in the morning.
package struct Digest {
  let input: DigestInput
  let sections: Set<DigestSection>
  let log: ActivityLog?
  private var zones = ZoneShelf()
  private var items: [String?: [DigestSection: [DigestItem]]] = [:]

  /// The sections that need to know of all that ever happened.
  private static let lookingBack: Set<DigestSection> = [.rotting, .keepInTouch]

  /// Sorts everything that asks for attention by owner and urgency; looks at no more than the given sections need.
  package static func build(
    _ input: DigestInput, sections: Set<DigestSection> = Set(DigestSection.allCases)
  ) -> DigestResult {
    var digest = Digest(input, sections)
    digest.addAll()
    for owner in input.ownersElsewhere {
      var own = Digest(input.narrowed(to: owner), sections)
      own.addAll()
      digest.items[owner] = own.items[owner]
    }
    return digest.result
  }

  private mutating func addAll() {
    addTasks()
    if needsDeals { addDeals() }
    addLeads()
    if sections.contains(.invoices) { addInvoices() }
    if !sections.isDisjoint(with: [.birthdays, .anniversaries, .keepInTouch]) { addPeople() }
  }

  private init(_ input: DigestInput, _ sections: Set<DigestSection>) {
    self.input = input
    self.sections = sections
    log =
      sections.isDisjoint(with: Digest.lookingBack)
      ? nil : ActivityLog(input.snapshot, until: max(input.now, input.moment))
  }

  /// False where nothing that is asked for can be found among the deals.
  private var needsDeals: Bool {
    !sections.isDisjoint(with: [.rotting, .closePassed])
      || (sections.contains(.sla) && input.stages.all.contains { $0.within != nil })
  }

  /// Whether nobody has answered a lead yet.
  private func isWaiting(_ lead: Record) -> Bool {
    log?.isWaiting(lead)
      ?? LeadFacts.isWaiting(lead, in: input.snapshot, until: max(input.now, input.moment))
  }

  /// Keeps an item, with the clock of whom `task` is about.
  mutating func add(
    _ item: DigestItem, _ section: DigestSection, owner: String?, of task: Record? = nil
  ) {
    let owner = responsible(owner)
    guard isWanted(owner), sections.contains(section) else { return }
    let clock = task.flatMap { self.clock(of: $0) }
    items[owner, default: [:]][section, default: []].append(item.at(clock))
  }

  private func responsible(_ owner: String?) -> String? {
    owner ?? (input.ownsTheRest ? input.owner : nil)
  }

  private func isWanted(_ owner: String?) -> Bool { input.owner.map { $0 == owner } ?? true }

  /// The open tasks that are due by the end of the coming days, whose owners are asked for, in the order of their due
  /// times.
  private func datedTasks() -> [(last: Instant, task: Record, due: Deadline)] {
    let last = input.lastDay
    var dated: [(last: Instant, task: Record, due: Deadline)] = []
    for task in input.snapshot.records(.task) where task.isOpenTask {
      guard let due = task.due, due.date(in: input.zone) <= last else { continue }
      let facts = TaskFacts(task)
      guard isWanted(responsible(facts.owner(in: input.snapshot))), !facts.isWaiting(on: input.date) else {
        continue
      }
      dated.append((due.last(in: input.zone), task, due))
    }
    dated.sort { ($0.last, $0.task.id) < ($1.last, $1.task.id) }
    return dated
  }

  private mutating func addTasks() {
    let snapshot = input.snapshot
    for (_, task, due) in datedTasks() {
      let section: DigestSection
      let facts = TaskFacts(task)
      let owner = facts.owner(in: snapshot)
      let day = due.date(in: input.zone)
      if facts.wasDue(before: input.moment, in: snapshot) {
        section = .overdue
      } else if day <= input.date {
        // A day that is over on these clocks may not be over on its owner's.
        section = .today
      } else if day <= input.lastDay {
        section = .coming
      } else {
        continue
      }
      let isNextStep = facts.isNextStep(in: snapshot) || mayBeNextStep(task)
      let item = DigestItem(
        task, about: facts.subjects(in: snapshot).first?.name,
        at: facts.start(in: snapshot).map(input.zone.localized), isAllDay: task["due"]?.date != nil,
        seconds: section == .overdue ? facts.secondsLate(at: input.moment, in: snapshot) : nil,
        by: isNextStep ? Digest.demandingStep("tasks done") : CommandLine("tasks done"))
      add(item, section, owner: owner, of: task)
    }
  }

  /// The clock of whom a task is about, when it is due; now where that has passed or is a whole day.
  private mutating func clock(of task: Record) -> ClientClock? {
    var moment = input.now
    if case .moment(let due)? = task.due, due > moment { moment = due }
    return ClientClock(of: task, in: input.snapshot, at: moment, zones: &zones)
  }

  private static func demandingStep(_ operation: String, _ values: CommandLine.Value...) -> CommandLine {
    CommandLine(operation).adding(values.map { .value($0) }).option("next", .open).option("due", .open)
  }

  /// A task whose deal cannot be read may be the deal's next step.
  private func mayBeNextStep(_ task: Record) -> Bool {
    guard let deal = task.referenced("deal"), input.snapshot.record(deal) == nil else { return false }
    return input.snapshot.unreadable.file(of: deal, kind: .deal) != nil
  }

  private mutating func addDeals() {
    var late: [(item: DigestItem, owner: String?)] = []
    var rotting: [(item: DigestItem, owner: String?)] = []
    var passed: [(item: DigestItem, owner: String?)] = []
    for deal in input.snapshot.records(.deal) where input.stages.isOpen(deal) {
      let state = DealFacts(deal, stages: input.stages, at: input.moment, history: DealHistory(deal))
      let owner = deal.text("owner")
      let stage = state.facts?.name
      if state.isLate, let leaveBy = state.leaveBy {
        let item = DigestItem(
          deal, about: stage, at: input.zone.localized(leaveBy),
          seconds: input.moment.seconds(since: leaveBy), by: Digest.demandingStep("deals move", .open))
        late.append((item, owner))
        for other in listeners(owner, besides: state.facts?.escalateTo) {
          late.append((item.escalated(from: owner), other))
        }
      }
      if let idleness = state.idleness(lastActivity: log?.lastActivity(of: deal.id)), idleness.isRotting {
        let item = DigestItem(
          deal, about: stage, seconds: idleness.seconds, by: CommandLine("log call", .open))
        rotting.append((item, owner))
      }
      if state.isSlipped(on: input.date), let close = state.expectedClose {
        let seconds = input.date.days(since: close) * 86_400
        let item = DigestItem(
          deal, about: stage, day: close, seconds: seconds,
          by: CommandLine("deals set").field("expected_close", .open))
        passed.append((item, owner))
      }
    }
    for (section, found) in [(DigestSection.sla, late), (.rotting, rotting), (.closePassed, passed)] {
      for (item, owner) in found.sorted(by: { Digest.isLonger($0.item, $1.item) }) {
        add(item, section, owner: owner)
      }
    }
  }

  /// Who hears of a broken deadline beside the owner: the owner's manager, and whom the stage names.
  private func listeners(_ owner: String?, besides named: String?) -> [String] {
    let manager = owner.flatMap { input.snapshot.config.owner($0)?.manager }
    let others = [manager, named].compactMap { $0 }.filter { $0 != owner }
    return others.count == 2 && others[0] == others[1] ? [others[0]] : others
  }

  static func isLonger(_ a: DigestItem, _ b: DigestItem) -> Bool {
    (b.seconds ?? .max, a.id) < (a.seconds ?? .max, b.id)
  }

  private mutating func addLeads() {
    var waiting: [(item: DigestItem, owner: String?)] = []
    var late: [(item: DigestItem, owner: String?)] = []
    for lead in input.snapshot.records(.lead) where isWaiting(lead) {
      let created = lead.created.map { input.zone.localized($0) }
      // A lead that arrives after the digest's moment belongs to a later digest.
      if let created, created > max(input.now, input.moment) { continue }
      let from = [lead.text("name"), lead.text("company_name")].compactMap { $0 }.joined(separator: ", ")
      if let due = LeadDeadline(lead).answerBy(input.stages, in: input.snapshot), due < input.moment {
        let item = DigestItem(
          lead, about: from.isEmpty ? nil : from, at: input.zone.localized(due),
          seconds: input.moment.seconds(since: due), by: Digest.demandingStep("leads qualify"))
        late.append((item, lead.text("owner")))
        for other in listeners(lead.text("owner"), besides: nil) {
          late.append((item.escalated(from: lead.text("owner")), other))
        }
        continue
      }
      let item = DigestItem(
        lead, about: from.isEmpty ? nil : from, at: created,
        seconds: created.map { max(input.moment.seconds(since: $0), 0) },
        by: Digest.demandingStep("leads qualify"))
      waiting.append((item, lead.text("owner")))
    }
    for (item, owner) in waiting.sorted(by: { Digest.isLonger($0.item, $1.item) }) {
      add(item, .leads, owner: owner)
    }
    for (item, owner) in late.sorted(by: { Digest.isLonger($0.item, $1.item) }) {
      add(item, .sla, owner: owner)
    }
  }

  /// Invoices that are out, not wholly paid, and whose due day is over, the latest first.
  private mutating func addInvoices() {
    var late: [(item: DigestItem, owner: String?)] = []
    let snapshot = input.snapshot
    for invoice in snapshot.records(.invoice) {
      let facts = InvoiceFacts(invoice)
      guard facts.isUnpaid, let due = facts.due, due < input.date, let open = facts.openAmount, open > .zero
      else {
        continue
      }
      let client = snapshot.record(invoice.reference("company") ?? invoice.reference("contact"))?.name
      let about = [client, Currency.text(open, invoice.text("currency"))].compactMap { $0 }
      let item = DigestItem(
        invoice, about: about.joined(separator: ", "), day: due,
        seconds: input.date.days(since: due) * 86_400, by: CommandLine("invoices pay"))
      late.append((item, facts.owner(in: snapshot)))
    }
    for (item, owner) in late.sorted(by: { Digest.isLonger($0.item, $1.item) }) {
      add(item, .invoices, owner: owner)
    }
  }

  /// Owners with the most that is late come first, then by name; what has no owner comes last.
  private var result: DigestResult {
    func weight(_ sections: [DigestSection: [DigestItem]], _ keys: [DigestSection]) -> Int {
      keys.reduce(0) { $0 + (sections[$1]?.count ?? 0) }
    }
    let owners = items.sorted { a, b in
      guard let left = a.key, let right = b.key else { return a.key != nil }
      for keys in [[DigestSection.overdue, .sla], [.today]] {
        let (mine, theirs) = (weight(a.value, keys), weight(b.value, keys))
        if mine != theirs { return mine > theirs }
      }
      return left < right
    }
    return DigestResult(
      date: input.date, phrases: Phrases(language: input.language), zone: input.zone,
      owners: owners.map { owner, sections in
        let day = input.day(of: owner)
        return DigestResult.OwnerPart(owner: owner, date: day.date, zone: day.zone, sections: sections)
      })
  }
}
