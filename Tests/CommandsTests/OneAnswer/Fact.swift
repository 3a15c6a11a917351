import Foundation

/// Something that a record is or not, and all the ways to ask for it.
struct Fact: Sendable, CustomStringConvertible {
  let description: String
  /// The records that it is true of, with the number that is asked for where there is one.
  let truth: [String: Double]
  let ways: [Way]

  /// `ids` are the first two letters of the records' ids.
  init(_ description: String, _ ids: String, _ ways: Way...) {
    self.description = description
    truth = Dictionary(uniqueKeysWithValues: ids.split(separator: " ").map { (Way.padded(String($0)), 1) })
    self.ways = ways
  }

  init(_ description: String, _ values: [String: Double], _ ways: Way...) {
    self.description = description
    truth = Dictionary(uniqueKeysWithValues: values.map { (Way.padded($0.key), $0.value) })
    self.ways = ways
  }

  /// What a way must say that tells so much.
  func expected(like answer: Way.Answer) -> Way.Answer {
    switch answer {
    case .ids: .ids(Set(truth.keys))
    case .values: .values(truth)
    case .count: .count(truth.count)
    case .total: .total(truth.values.reduce(0, +))
    }
  }

  static let all = [
    // Deals
    Fact(
      "a deal without a next step of its own", "d2 d3 d4 d5",
      .filter("deals", "is:nonext"),
      .json("deals", "no next_step") {
        $0["next_step"] is NSNull && $0["closed"] == nil && $0["id"] as? String != "ddaaaaaa"
      },
      .report("no-next-step"), .check("deals", "next"), .card("deals", "crm check says how to mend it"),
      .other("board") {
        .count(try $0.text("deals", "board").components(separatedBy: "no next step").count - 1)
      }),
    Fact(
      "an open deal", "d1 d2 d3 d4 d5 d6 d7 d8 d9 da db dg dk dz",
      .filter("deals", "is:open"), .filter("deals", "not is:closed"),
      .other("board") { .ids(try $0.ids("deals", "board")) },
      .report("pipeline", counts: "deals"), .report("forecast", counts: "deals")),
    Fact(
      "what an open deal is worth", ["d1": 100, "d2": 0, "d3": 50, "d4": 60, "d8": 80],
      .column("deals", "weighted", of: "is:open"), .report("pipeline", total: "weighted"),
      .report("forecast", total: "weighted")),
    Fact(
      "a rotting deal", "d6",
      .filter("deals", "is:rotting"), .report("rotting"), .digest("rotting"),
      .report("pipeline", counts: "rotting")),
    Fact(
      "how long a rotting deal has been idle", ["d6": 23],
      .column("deals", "idle", of: "is:rotting"), .report("rotting", values: "idle_days"),
      .digest(days: "rotting")),
    Fact(
      "a deal that is no longer idle", ["d7": 2, "dk": 2],
      .column("deals", "idle", of: "id:d7aaaaaa or id:dkaaaaaa")),
    Fact("a deal late in its stage", "d8", .filter("deals", "is:late"), .digest("sla")),
    Fact(
      "a deal whose expected close has passed", "da",
      .filter("deals", "is:slipped"), .digest("close_passed"),
      .report("forecast", counts: "deals") { $0["month"] as? String == "overdue" }),
    Fact(
      "a deal whose next step is overdue", "d1 d6 d7",
      .filter("deals", "is:overdue"),
      .other("tasks list is:overdue is:next --json") { place in
        let tasks = try place.list("tasks", "list", "is:overdue is:next")
        return .ids(Set(tasks.compactMap { ($0["deal"] as? [String: Any])?["id"] as? String }))
      }),
    Fact(
      "a won deal", "dc dd",
      .filter("deals", "is:won"), .report("won-lost", counts: "won"),
      .report("average-check", counts: "deals"),
      .report("activity", counts: "won")),
    Fact(
      "a lost deal", "de",
      .filter("deals", "is:lost"), .report("won-lost", counts: "lost"),
      .report("lost-reasons", counts: "deals")),
    Fact(
      "a deal whose last open stage is invoice", "de",
      .report("lost-reasons", counts: "deals") { $0["stage"] as? String == "invoice" },
      .other("deals reopen --dry-run") { place in
        let text = try place.text(
          "deals", "reopen", "deaaaaaa", "--next", "Call", "--due", "fri", "--dry-run")
        return .ids(text.contains("reopened in invoice") ? ["deaaaaaa"] : [])
      }),
    // Tasks
    Fact(
      "an open task", "t1 t2 t4 t5 t6 t8 t9 ta tb tg tk tz",
      .filter("tasks", "is:open"), .filter("tasks", "status:open"),
      .json("tasks", "status") { ($0["status"] as? String ?? "open") == "open" }),
    Fact(
      "a done task", "t3 tc td",
      .filter("tasks", "is:done"), .report("activity", counts: "tasks_on_time", "tasks_late")),
    Fact(
      "the next step of a deal", "t1 t6 t8 t9 ta tb t2 tg tk tz",
      .filter("tasks", "is:next"),
      .other("deals list --json") { place in
        let steps = try place.list("deals", "list").compactMap { $0["next_step"] as? [String: Any] }
        return .ids(Set(steps.compactMap { $0["id"] as? String }))
      }),
    Fact(
      "an overdue task", "t1 t4 t5 t6 t8",
      .filter("tasks", "is:overdue"), .report("overdue"), .digest("overdue")),
    Fact(
      "how many days a task is late", ["t1": 1, "t4": 1, "t5": 1, "t6": 1, "t8": 1],
      .report("overdue", values: "late_days"), .digest(days: "overdue")),
    Fact(
      "an overdue task whose work begins at nine in the morning", "t4",
      .json("tasks", "due") { ($0["due"] as? String)?.hasPrefix("2026-11-23T09:00") ?? false },
      .other("reports overdue: due") { place in
        let rows = try place.rows("overdue").filter { ($0["due"] as? String)?.contains("T09:00") ?? false }
        return .ids(Set(rows.compactMap { ($0["ref"] as? String).map { String($0.suffix(8)) } }))
      },
      .other("digest: at") { place in
        let items = try place.digest("overdue").filter { ($0["at"] as? String)?.contains("T09:00") ?? false }
        return .ids(Set(items.compactMap { $0["id"] as? String }))
      }),
    Fact(
      "when work begins on a whole day of the deal's owner", "tz",
      .json("tasks", "due") { ($0["due"] as? String)?.hasPrefix("2026-11-23T20:00") ?? false },
      .other("digest: at") { place in
        // The digest has the owner's clocks.
        let items = try place.digest("today").filter { $0["at"] as? String == "2026-11-23T09:00:00-10:00" }
        return .ids(Set(items.compactMap { $0["id"] as? String }))
      }),
    // Leads
    Fact(
      "a lead that is still open", "e1 e2 e5",
      .filter("leads", "is:open"), .filter("leads", "not is:closed")),
    Fact("a new lead", "e1 e5", .filter("leads", "is:new"), .filter("leads", "status:new")),
    // Activities
    Fact(
      "a call that nobody answered", "v2 v3 v4 v5 v6 v7 v9",
      .filter("activities", "is:missed"), .report("activity", counts: "calls_unanswered")),
    Fact(
      "a call that somebody answered", "v1 v8",
      .filter("activities", "is:answered"), .report("activity", counts: "calls_answered")),
    // People
    Fact(
      "a person who is out of touch", "c1 c2 c5 c7",
      .filter("contacts", "is:silent"), .digest("keep_in_touch")),
    Fact(
      "a person with an open deal", "c4 c9",
      .filter("contacts", "is:active"), .card("contacts", "Open deals"),
      .other("deals list is:open --json") { place in
        let deals = try place.list("deals", "list", "is:open")
        // A merged person is still named by the former identifier.
        let ids = deals.compactMap { ($0["contact"] as? [String: Any])?["id"] as? String }
        return .ids(Set(ids))
      }),
    Fact(
      "a person who has bought", "c8",
      .filter("contacts", "is:customer"),
      .other("deals list is:won --json") { place in
        let deals = try place.list("deals", "list", "is:won")
        return .ids(Set(deals.compactMap { ($0["contact"] as? [String: Any])?["id"] as? String }))
      }),
  ]
}
