package import Dates
package import Records

/// What a task is at a moment.
package struct TaskFacts: Sendable {
  package let task: Record

  package init(_ task: Record) { self.task = task }

  /// True where the task existed and was open at a moment, as far as the record tells.
  package func isOpen(at moment: Instant, now: Instant) -> Bool {
    if moment >= now { return task.isOpenTask }
    if let created = task.created, created > moment { return false }
    if task.isOpenTask { return true }
    return task["closed"]?.instant.map { $0 > moment } ?? false
  }

  /// The task's owner, else that of what it is about: its deal, lead, contact or company.
  package func owner(in snapshot: Snapshot) -> String? {
    task.text("owner") ?? subjects(in: snapshot).lazy.compactMap { $0.text("owner") }.first
  }

  /// What the task is about: its deal, lead, contact and company, as far as there are any.
  package func subjects(in snapshot: Snapshot) -> some Collection<Record> {
    ["deal", "lead", "contact", "company"].lazy.compactMap { snapshot.record(task, $0) }
  }

  /// True where the task's due time was over before a moment; a whole day ends by the clocks of its owner.
  package func wasDue(before moment: Instant, in snapshot: Snapshot) -> Bool {
    guard let due = task.due else { return false }
    switch due {
    case .moment(let instant): return instant < moment
    case .day: return due.isPast(at: moment, in: zone(in: snapshot))
    }
  }

  /// True for an open task that is not to be shown before a later day than this.
  package func isWaiting(on day: CivilDate) -> Bool {
    guard task.isOpenTask, let wait = task["wait"]?.date else { return false }
    return wait > day
  }

  /// The same on the day that it is now for who is to do the task.
  package func isWaiting(now: Instant, in snapshot: Snapshot) -> Bool {
    task.isOpenTask && waited(at: now, in: snapshot)
  }

  /// True where the task, open or not by now, was not to be shown yet at a moment.
  package func waited(at moment: Instant, in snapshot: Snapshot) -> Bool {
    guard let wait = task["wait"]?.date else { return false }
    return wait > zone(in: snapshot).date(moment)
  }

  /// True for an open task that was due before now and does not wait.
  package func isOverdue(now: Instant, in snapshot: Snapshot) -> Bool {
    task.isOpenTask && wasDue(before: now, in: snapshot) && !waited(at: now, in: snapshot)
  }

  /// How late the task is at a moment, in seconds, 0 where it is not; a whole day is late by whole days.
  package func secondsLate(at moment: Instant, in snapshot: Snapshot) -> Int? {
    task.due.map { max($0.seconds(lateAt: moment, in: zone(in: snapshot)), 0) }
  }

  /// The clocks by which the task's day is told: its owner's.
  package func zone(in snapshot: Snapshot) -> Zone { snapshot.config.zone(of: owner(in: snapshot)) }

  /// When work on the task may begin: its moment, or for a whole day the start of its owner's working hours.
  package func start(in snapshot: Snapshot) -> Instant? {
    task.due.map {
      snapshot.config.zone.localized($0.start(snapshot.config.hours(of: owner(in: snapshot))))
    }
  }

  /// True for the next step of its deal.
  package func isNextStep(in snapshot: Snapshot) -> Bool {
    snapshot.record(task, "deal").map { snapshot.nextStep(of: $0)?.id == task.id } ?? false
  }

  /// True where the task was its deal's next step at a moment at which it was open, as far as the records tell.
  package func isNextStep(of deal: Record, at moment: Instant, now: Instant, in snapshot: Snapshot) -> Bool {
    let present = snapshot.nextStep(of: deal)
    guard moment < now else { return present?.id == task.id }
    let tasks = snapshot.mentions(of: deal, among: KindSet(.task)).filter { snapshot.isTask($0, of: deal) }
    let open = tasks.filter { TaskFacts($0).isOpen(at: moment, now: now) }
    if open.count == 1 || open.contains(where: { $0.id == present?.id }) {
      return task.id == (open.count == 1 ? open.first : present)?.id
    }
    // A step is closed when the following one is made.
    guard let closed = task["closed"]?.instant else { return false }
    return tasks.contains { $0.created == closed }
  }
}

extension Snapshot {
  /// The open tasks that name a record under its kind, ordered by identifier.
  package func openTasks(of record: Record) -> [Record] {
    mentions(of: record, among: KindSet(.task)).filter { $0.isOpenTask && isTask($0, of: record) }
  }

  fileprivate func isTask(_ task: Record, of record: Record) -> Bool {
    self.record(task, record.kind.rawValue)?.id == record.id
  }
}
