package import Dates
package import Records

/// How many open tasks somebody is to do in each hour, by their own clocks. A task that is due at any time of a day is in
/// none of its hours.
package struct WorkLoad: Sendable {
  /// An hour as a clock shows it.
  package struct Hour: Sendable, Hashable, Comparable {
    package let day: CivilDate
    /// 0 to 23.
    package let number: Int

    package static func < (left: Hour, right: Hour) -> Bool {
      (left.day, left.number) < (right.day, right.number)
    }

    /// `11:00–12:00`.
    package var description: String { "\(Hour.clock(number))–\(Hour.clock(number + 1))" }

    private static func clock(_ number: Int) -> String { "\(number < 10 ? "0" : "")\(number):00" }
  }

  package let owner: String
  package let hours: WorkingHours
  package let zone: Zone
  private let timed: [Hour: [Record]]
  private let untimed: [CivilDate: [Record]]

  /// What an owner is to do from a moment on and before another, without the tasks of `others`. What nobody owns is the
  /// owner's where `ownsTheRest`.
  package init(
    of owner: String, in snapshot: Snapshot, from start: Instant, to end: Instant? = nil,
    besides others: Set<RecordID> = [], ownsTheRest: Bool = false
  ) {
    self.owner = owner
    hours = snapshot.config.hours(of: owner)
    let zone = snapshot.config.zone(of: owner)
    self.zone = zone
    var timed: [Hour: [Record]] = [:]
    var untimed: [CivilDate: [Record]] = [:]
    let days = zone.date(start)...(end.map { zone.date($0.adding(seconds: -1)) } ?? .last)
    for task in snapshot.records(.task) where task.isOpenTask {
      guard let due = task.due else { continue }
      switch due {
      case .moment(let moment): guard moment >= start, end.map({ moment < $0 }) ?? true else { continue }
      case .day(let day): guard days.contains(day) else { continue }
      }
      guard !others.contains(task.id) else { continue }
      let doer = TaskFacts(task).owner(in: snapshot)
      guard doer == owner || doer == nil && ownsTheRest else { continue }
      switch due {
      case .moment(let moment): timed[WorkLoad.hour(of: moment, in: zone), default: []].append(task)
      case .day(let day): untimed[day, default: []].append(task)
      }
    }
    self.timed = timed.mapValues(WorkLoad.byDue)
    self.untimed = untimed
  }

  private static func byDue(_ tasks: [Record]) -> [Record] {
    tasks.sorted { ($0["due"]?.instant?.seconds ?? 0, $0.id) < ($1["due"]?.instant?.seconds ?? 0, $1.id) }
  }

  /// The tasks of an hour, what is due first before the others.
  package func tasks(in hour: Hour) -> [Record] { timed[hour] ?? [] }

  /// The tasks that are due at any time of a day.
  package func tasks(on day: CivilDate) -> [Record] { untimed[day] ?? [] }

  /// The hours of a day in which somebody works or something is due.
  package func hours(of day: CivilDate) -> [Hour] {
    (0..<24).map { Hour(day: day, number: $0) }.filter { isWorking($0) || timed[$0] != nil }
  }

  /// Whether any part of an hour is within working hours.
  package func isWorking(_ hour: Hour) -> Bool {
    guard hours.isWorkingDay(hour.day) else { return false }
    return hours.spans.contains {
      $0.from.minutes < hour.number * 60 + 60 && $0.to.minutes > hour.number * 60
    }
  }

  /// Whether one task more is within the capacity of an hour.
  package func hasRoom(in hour: Hour) -> Bool {
    hours.capacity.map { tasks(in: hour).count < $0 } ?? true
  }

  /// The first moment within working hours that is not before another, in an hour that has room; nil where there is none
  /// within some years.
  package func firstFree(notBefore moment: Instant) -> Instant? {
    var candidate = hours.nextOpen(onOrAfter: moment)
    // As many as three years have.
    for _ in 0..<26_304 {
      guard let open = candidate else { return nil }
      let hour = hour(of: open)
      if hasRoom(in: hour) { return zone.localized(open) }
      candidate = hours.nextOpen(onOrAfter: max(bounds(of: hour).end, open.adding(seconds: 60)))
    }
    return nil
  }

  package func hour(of moment: Instant) -> Hour { WorkLoad.hour(of: moment, in: zone) }

  private static func hour(of moment: Instant, in zone: Zone) -> Hour {
    let (day, time, _) = zone.civil(moment)
    return Hour(day: day, number: time.hour)
  }

  /// When an hour begins and when it is over.
  package func bounds(of hour: Hour) -> (start: Instant, end: Instant) { WorkLoad.bounds(of: hour, in: zone) }

  /// When the hour of a moment begins on an owner's clocks, and when it is over.
  package static func bounds(
    of moment: Instant, for owner: String, _ config: Config
  ) -> (start: Instant, end: Instant) {
    let zone = config.zone(of: owner)
    return bounds(of: hour(of: moment, in: zone), in: zone)
  }

  private static func bounds(of hour: Hour, in zone: Zone) -> (start: Instant, end: Instant) {
    func moment(_ number: Int) -> Instant {
      guard number < 24, let time = TimeOfDay(hour: number, minute: 0) else {
        return zone.instant(hour.day.adding(days: 1), .midnight)
      }
      return zone.instant(hour.day, time)
    }
    return (moment(hour.number), moment(hour.number + 1))
  }
}
