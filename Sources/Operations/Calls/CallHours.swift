import Dates
import Diagnostics
import Facts
import Records

/// Whether a call is welcome: whether the client said no to calls, and whether it falls into the client's day.
struct CallHours {
  let workspace: Workspace

  /// The hours of a client's day in which a call is welcome, in minutes from midnight.
  private static let welcome = 9 * 60...20 * 60

  /// What to say of calls that a change makes or puts elsewhere, a sentence each; nothing of those that it leaves.
  func warnings(of change: Change, in after: () -> Snapshot) -> [String] {
    let made = change.creations.filter { $0.kind == .task }.map(\.id)
    let moved = change.updates.filter { $0.value.keys.contains("due") || $0.value.keys.contains("type") }
      .map(\.key)
    guard !made.isEmpty || !moved.isEmpty else { return [] }
    let snapshot = after()
    return (made + moved.sorted()).compactMap { snapshot.record($0) }.flatMap { task in
      [CallHours.refusal(of: task, in: snapshot), warning(of: task, in: snapshot)].compactMap { $0 }
    }
  }

  /// That somebody whom a call is about said no to calls; nil for what is no call to be made.
  static func refusal(of task: Record, in snapshot: Snapshot) -> String? {
    guard task.isOpenTask, task.text("type") == TaskType.call.rawValue else { return nil }
    return snapshot.refusal(of: .call, about: task).map { $0.words(refusing: .call) }
  }

  /// Nil for what is no call, or due at any time of a day, or in the client's day, or where the client's clock is not known.
  func warning(of task: Record, in snapshot: Snapshot) -> String? {
    guard task.isOpenTask, task.text("type") == "call", case .moment(let due)? = task.due,
      due > workspace.now,
      let clock = ClientClock(of: task, in: snapshot, at: due)
    else { return nil }
    let there = clock.zone.civil(due)
    guard !CallHours.welcome.contains(there.time.minutes) else { return nil }
    let home = workspace.zone
    let day = there.date == home.date(due) ? "" : "\(there.date.weekday) "
    let text = "\(label(due)) is \(day)\(there.time) in \(clock.place)"
    let owner = TaskFacts(task).owner(in: snapshot) ?? workspace.user
    guard let good = goodMoment(near: due, at: clock.zone, of: workspace.config.hours(of: owner)) else {
      return text
    }
    return text + "; a good moment is \(label(good))"
  }

  private func label(_ moment: Instant) -> String { Deadline.moment(moment).full(in: workspace.zone) }

  /// The full or half hour to come that is nearest, within a week, in the hours of who calls and in the client's day; where
  /// they have none in common, in the client's day.
  private func goodMoment(near due: Instant, at client: Zone, of hours: WorkingHours) -> Instant? {
    let date = hours.zone.date(due)
    let halves = (-7...7).flatMap { days in
      (0..<48).compactMap { half in
        TimeOfDay(minutes: half * 30).map { hours.zone.instant(date.adding(days: days), $0) }
      }
    }
    // Nobody calls when the client's day ends.
    let day = CallHours.welcome.lowerBound..<CallHours.welcome.upperBound
    let welcome = halves.filter { $0 > workspace.now && day.contains(client.civil($0).time.minutes) }
    func nearest(_ moments: [Instant]) -> Instant? {
      moments.min { a, b in
        (abs(a.seconds - due.seconds), a.seconds) < (abs(b.seconds - due.seconds), b.seconds)
      }
    }
    return nearest(welcome.filter(hours.isOpen)) ?? nearest(welcome)
  }
}

extension Record {
  /// `Anna Ivanova said no to calls (do_not_contact)`.
  func words(refusing channel: ContactChannel) -> String {
    "\(name) said no to \(channel.deed) (do_not_contact)"
  }
}
