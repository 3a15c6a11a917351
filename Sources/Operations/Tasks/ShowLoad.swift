import Dates
import Diagnostics
import Facts
import JSON
import Output
import Records
import Reports
import Rules

/// How many tasks are due in each hour of a day.
package struct ShowLoad: Operation {
  package static let answer = AnswerForm.items(LoadHour.schema)
  /// A day as a person wrote it; today without one.
  package let date: String?
  /// The beginning of an owner's name, `me`, or `all`.
  package let owner: String

  package init(on date: String?, of owner: String) {
    self.date = date
    self.owner = owner
  }

  package func run(in context: Context) throws -> Answer {
    let workspace = try context.open()
    let owner = try workspace.owner(named: try Named.text(owner, "--owner"), option: "--owner")
    let day = try date.map { try ShowLoad.day($0, of: owner, in: workspace) }
    let owners = owner.map { [$0] } ?? workspace.doers
    let rows = owners.flatMap { LoadHour.all(of: $0, on: day, in: workspace) }
    var items = ItemAnswer(
      rows, as: LoadHour.schema, in: workspace, whenEmpty: "nobody works on that day, and nothing is due")
    items.columnsOnDemand =
      ["date", "from", "to", "working", "tasks"] + (owner == nil ? [] : ["owner"])
      + (rows.contains { $0.capacity != nil } ? [] : ["capacity"])
    items.dress { $0 = LoadHour.dressed($0, rows, of: owner) }
    return .items(items)
  }

  /// Any day, in words for one that is due or has been.
  private static func day(
    _ text: String, of owner: String?, in workspace: Workspace
  ) throws(Diagnostic) -> CivilDate {
    let zone = workspace.config.zone(of: owner)
    let parser = WhenParser(now: workspace.now, zone: zone, hours: workspace.config.hours(of: owner))
    if let found = try? parser.parse(text) { return found.deadline.date(in: zone) }
    return try Periods.day(text, option: "the day", today: zone.date(workspace.now))
  }
}

extension Workspace {
  /// Whoever is to do an open task, and the owners whom `crm.yaml` lists; in alphabetical order.
  fileprivate var doers: [String] {
    var names = Set(config.owners.map(\.id))
    for task in snapshot.records(.task) where task.isOpenTask {
      if let name = TaskFacts(task).owner(in: snapshot) { names.insert(name) }
    }
    return names.sorted()
  }

  /// Whether a task that nobody owns is somebody's.
  func ownsTheRest(_ owner: String) -> Bool { config.owners.isEmpty && owner == user }
}

/// The tasks of one owner in one hour of a day, or of those due at any time of it.
struct LoadHour {
  let owner: String
  let day: CivilDate
  /// Nil for what is due at any time of the day.
  let hour: WorkLoad.Hour?
  let bounds: (start: Instant, end: Instant)?
  let isWorking: Bool
  let capacity: Int?
  let tasks: [Record]

  private var isOver: Bool { capacity.map { tasks.count > $0 } ?? false }

  /// The hours in which an owner works or something is due, on their day where none is given, and last what has no hour.
  static func all(of owner: String, on given: CivilDate?, in workspace: Workspace) -> [LoadHour] {
    let zone = workspace.config.zone(of: owner)
    let day = given ?? zone.date(workspace.now)
    let whole = CivilInterval(day: day).instants(in: zone)
    let load = WorkLoad(
      of: owner, in: workspace.snapshot, from: whole.start, to: whole.end,
      ownsTheRest: workspace.ownsTheRest(owner))
    func bounds(_ hour: WorkLoad.Hour) -> (start: Instant, end: Instant) {
      let bounds = load.bounds(of: hour)
      return (zone.localized(bounds.start), zone.localized(bounds.end))
    }
    var rows = load.hours(of: day).map { hour in
      LoadHour(
        owner: owner, day: day, hour: hour, bounds: bounds(hour), isWorking: load.isWorking(hour),
        capacity: load.hours.capacity, tasks: load.tasks(in: hour))
    }
    let untimed = load.tasks(on: day)
    if !untimed.isEmpty {
      rows.append(
        LoadHour(
          owner: owner, day: day, hour: nil, bounds: nil, isWorking: load.hours.isWorkingDay(day),
          capacity: nil, tasks: untimed))
    }
    return rows
  }

  /// The table for people: whose day it is, a bar an hour, and what is more than the capacity.
  static func dressed(_ table: Table, _ rows: [LoadHour], of owner: String?) -> Table {
    var table = table
    let days = Set(rows.map(\.day)).sorted().map { "\($0.weekday) \($0)" }.joined(separator: ", ")
    table.title = (owner.map { "Tasks of \($0)" } ?? "Tasks") + " on \(days)"
    let chart = Chart(
      form: .bars, categories: rows.map { "\($0.owner) \($0.hour?.description ?? anyTime)" },
      categoryAxis: .init("Hour"), valueAxis: .init("Tasks"),
      series: [.init("Tasks", rows.map { Double($0.tasks.count) })])
    table.charts = [chart]
    for (place, row) in rows.enumerated() where row.isOver { table.tints[place] = .red }
    return table
  }

  private static let anyTime = "any time"

  static let schema = ObjectSchema<LoadHour>(
    "load", "The open tasks of one owner that are due in one hour of a day.",
    [
      .text("owner", "Who is to do them.") { $0.owner },
      Member("date", .date, "The day.", column: Column("date", kind: .date)) { .string("\($0.day)") },
      Member(
        "hour", .optional(.text),
        "The hour on the owner's clocks; null for what is due at any time of the day.",
        column: Column("hour"),
        cell: { row, zone in .optional(row.hour?.description ?? (zone == nil ? nil : anyTime)) },
        json: { .optional($0.hour?.description) }),
      .moment("from", "When the hour begins.") { $0.bounds?.start },
      .moment("to", "When it is over.") { $0.bounds?.end },
      .flag("working", "Whether the owner works then, if only for a part of it.") { $0.isWorking },
      .count("count", "How many tasks are due.", title: "tasks") { $0.tasks.count },
      .optionalCount("capacity", "How many the owner can take in an hour; null where crm.yaml says none.") {
        $0.capacity
      },
      Member(
        "tasks", .list(.object(taskSchema.schema)), "The tasks, what is due first before the others.",
        column: Column("tasks", "what", kind: .list),
        cell: { row, zone in .list(row.tasks.map { zone == nil ? $0.ref : $0.name }) },
        json: { .array($0.tasks.map(taskSchema.json)) }),
    ])

  private static let taskSchema = ObjectSchema<Record>(
    "task_reference", "A task.",
    [
      .text("id", "Its identifier.", kind: .identifier) { $0.id.description },
      .text("ref", "What other records write to refer to it.") { $0.ref },
      .text("name", "What is to be done.") { $0.name },
    ])
}
