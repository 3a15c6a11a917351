import Dates
import Diagnostics
import Facts
import Records

extension Workspace {
  /// When a task that is being given a time is due: moved to an hour with room where that is asked for. Says how many tasks
  /// its owner has in that hour, where there are others than it.
  ///
  /// `others` are the tasks that the change closes, or that it moves. Throws what reading a WHEN does, and
  /// `requirement_unmet` where no hour has room.
  func due(
    _ text: String, owner: String?, option: String? = "--due", rules: DueRules,
    besides others: [RecordID] = [],
    context: Context
  ) throws -> Deadline {
    let owner = owner ?? user
    let given = try deadline(text, owner: owner, option: option, rules: rules, context: context)
    let due = rules.isSpread ? try spread(given, of: owner, besides: others, context) : given
    if case .moment(let moment) = due {
      remark(onTasksAt: moment, of: owner, besides: others, context)
    }
    return due
  }

  /// The task that is closed where a deal gets another next step.
  func closing(_ deal: Record) -> [RecordID] { snapshot.nextStep(of: deal).map { [$0.id] } ?? [] }

  private func spread(
    _ given: Deadline, of owner: String, besides others: [RecordID], _ context: Context
  ) throws(Diagnostic) -> Deadline {
    let start = earliest(given, for: owner)
    let load = WorkLoad(
      of: owner, in: snapshot, from: WorkLoad.bounds(of: start, for: owner, config).start,
      besides: Set(others), ownsTheRest: ownsTheRest(owner))
    guard let found = load.firstFree(notBefore: start) else {
      throw Diagnostic(
        .requirementUnmet, "\(owner) has no hour with room from \(config.zone(of: owner).describe(start)) on",
        hints: ["how many tasks an hour can take stands under hours: capacity in crm.yaml"])
    }
    let due = Deadline.moment(zone.localized(found))
    if due != given {
      context.remark("due \(due.full(in: load.zone)), the first hour with room for \(owner)")
    }
    return due
  }

  /// The moment from which on an hour is looked for: of a day the start of work on it, of today the next full hour.
  private func earliest(_ given: Deadline, for owner: String) -> Instant {
    guard case .day = given else { return max(given.start(config.hours(of: owner)), now) }
    let start = given.start(config.hours(of: owner))
    return start > now ? start : WorkLoad.bounds(of: now, for: owner, config).end
  }

  /// `3 tasks of gleb at 11:00–12:00, capacity 4`; nothing where it is the only one.
  private func remark(
    onTasksAt moment: Instant, of owner: String, besides others: [RecordID], _ context: Context
  ) {
    let bounds = WorkLoad.bounds(of: moment, for: owner, config)
    let load = WorkLoad(
      of: owner, in: snapshot, from: bounds.start, to: bounds.end, besides: Set(others),
      ownsTheRest: ownsTheRest(owner))
    let hour = load.hour(of: moment)
    let count = load.tasks(in: hour).count + 1
    guard count > 1 else { return }
    var text = "\(count) tasks of \(owner) at \(hour.description)"
    if let capacity = load.hours.capacity {
      text += ", capacity \(capacity)"
      if count > capacity { text += ": --spread finds an hour with room" }
    }
    context.remark(text)
  }
}
