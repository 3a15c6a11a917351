import Dates
import Facts
import JSON
import Output
import Records
import Reports
import Rules

/// The day in a few lines: what an assistant has to know before it does anything.
struct Brief: Sendable {
  /// A task or a deal, short.
  struct Item: Sendable {
    let id: RecordID
    let title: String
    /// What it is about: the deal or client of a task, the stage of a deal.
    let about: String?
    let due: String?

    static let schema = ObjectSchema<Item>(
      "item", "A task or a deal.",
      [
        .text("id", "Its id.") { $0.id.description },
        .text("title", "Its title.") { $0.title },
        Member("about", .text, "What a task is about; the stage of a deal.") { .optional($0.about) }
          .leftOutWhenEmpty,
        Member("due", .text, "When a task is due; the day without a time for all day.") { .optional($0.due) }
          .leftOutWhenEmpty,
      ])
  }

  /// How many there are of what the lists show a part of.
  struct Totals: Sendable {
    var overdue = 0
    var due = 0
    var withoutNextStep = 0
    var stalled = 0
    var openDeals = 0
    var openTasks = 0
    var newLeads = 0

    static let schema = ObjectSchema<Totals>(
      "totals", "How many there are.",
      [
        .count("overdue", "Tasks overdue.") { $0.overdue },
        .count("due", "Tasks due today.") { $0.due },
        .count("deals_without_next_step", "Open deals that nothing moves on.") { $0.withoutNextStep },
        .count("stalled", "Open deals idle for too long.") { $0.stalled },
        .count("open_deals", "Open deals.") { $0.openDeals },
        .count("open_tasks", "Open tasks.") { $0.openTasks },
        .count("new_leads", "Leads that nobody has answered.") { $0.newLeads },
      ])
  }

  let today: CivilDate
  let zone: String
  let overdue: [Item]
  let due: [Item]
  let withoutNextStep: [Item]
  let stalled: [Item]
  let totals: Totals

  static let schema = ObjectSchema<Brief>(
    "brief", "What asks for attention today.",
    [
      Member("today", .date, "The day in the repository's zone.") { .string($0.today.description) },
      .text("weekday", "Its name, short.") { "\($0.today.weekday)" },
      .text("zone", "The repository's time zone.") { $0.zone },
      .objects("overdue", "Tasks overdue, the latest first.", Item.schema) { $0.overdue },
      .objects("due", "Tasks due today.", Item.schema) { $0.due },
      .objects("deals_without_next_step", "Open deals that nothing moves on.", Item.schema) {
        $0.withoutNextStep
      },
      .objects("stalled", "Open deals idle for too long.", Item.schema) { $0.stalled },
      .object("totals", "How many there are.", Totals.schema) { $0.totals },
    ])

  /// At most `limit` items of each list.
  init(_ workspace: Workspace, limit: Int) {
    let digest = Digest.build(
      DigestInput(
        snapshot: workspace.snapshot, stages: workspace.pipelines.stages, now: workspace.now),
      sections: [.overdue, .today, .rotting])
    func found(_ section: DigestSection) -> [DigestItem] { digest.owners.flatMap { $0.items(section) } }
    let snapshot = workspace.snapshot
    let open = snapshot.records(.deal).filter(workspace.pipelines.stages.isOpen)
    let lacking = open.filter { snapshot.nextStepState(of: $0).isLacking }
    let (late, now, idle) = (found(.overdue), found(.today), found(.rotting))
    today = workspace.today
    zone = workspace.zone.name
    overdue = late.prefix(limit).map { Brief.item($0, workspace) }
    due = now.prefix(limit).map { Brief.item($0, workspace) }
    withoutNextStep = lacking.prefix(limit).map { Brief.item($0) }
    stalled = idle.prefix(limit).map { Brief.item($0, workspace) }
    totals = Totals(
      overdue: late.count, due: now.count, withoutNextStep: lacking.count, stalled: idle.count,
      openDeals: open.count, openTasks: snapshot.records(.task).count { $0.isOpenTask },
      newLeads: snapshot.records(.lead).count { $0.leadStatus == .new })
  }

  private static func item(_ item: DigestItem, _ workspace: Workspace) -> Item {
    let due = item.isAllDay ? item.at.map { workspace.zone.date($0).description } : item.at?.description
    return Item(
      id: item.id, title: item.title, about: item.about, due: item.kind == .task ? due : nil)
  }

  private static func item(_ deal: Record) -> Item {
    Item(id: deal.id, title: deal.name, about: deal.text("stage"), due: nil)
  }
}
