/// The records of a small firm, made for the facts that are easy to see in two ways.
enum Firm {
  static let files: [String: String] = {
    var files = [
      "crm.yaml": """
      format: 1
      timezone: Europe/Berlin
      country: DE
      currency: EUR
      hours: {days: [mon, tue, wed, thu, fri], from: "09:00", to: "18:00"}
      owners:
      - {id: gleb, name: Gleb}
      - {id: lani, name: Lani, hours: {timezone: Pacific/Honolulu}}
      git: {commit: off}

      """,
      "pipelines/sales.yaml": """
      name: Sales
      stages:
      - {id: proposal, probability: 50, rots_after: 7d}
      - {id: invoice, probability: 80, within: 2d}
      - {id: won, outcome: won}
      - {id: lost, outcome: lost}
      - {id: archive, outcome: archived}

      """,
    ]
    func add(_ folder: String, _ records: [(String, String)]) {
      for (id, text) in records {
        files["\(folder)/\(id).yaml"] = "id: \(Way.padded(id))\n\(text)\n"
      }
    }
    add("deals", deals)
    add("tasks", tasks)
    add("contacts", contacts)
    add("leads", leads)
    add("activities/2026-11", activities)
    return files
  }()

  /// A deal that entered stages on days of 2026, the first one when it was made.
  private static func deal(
    _ stages: [(String, String)], owner: String = "gleb", _ rest: String...
  ) -> String {
    let history = stages.map { "- {at: 2026-\($1)T10:00:00+01:00, stage: \($0)}" }
    let created = stages.first.map { "created: 2026-\($0.1)T10:00:00+01:00" } ?? ""
    return
      (["title: Deal", "pipeline: sales", "stage: \(stages.last?.0 ?? "")", created, "owner: \(owner)"]
      + rest + ["history:"] + history).joined(separator: "\n")
  }

  private static let fresh = [("proposal", "11-20")]
  private static let old = [("proposal", "11-01")]
  private static let hundred = "amount: 100.00\ncurrency: EUR"

  private static let deals = [
    ("d1", deal(fresh, "next_step: t1aaaaaa", hundred, "probability: 250")),
    ("d2", deal(fresh, "next_step: t1aaaaaa", hundred, "probability: -5")),
    ("d3", deal(fresh, "next_step: t3aaaaaa", hundred)),
    ("d4", deal(fresh, hundred, "probability: 60", "contact: c4aaaaaa")),
    ("d5", deal(fresh, "next_step: t5aaaaaa")),
    ("d6", deal(old, "next_step: t6aaaaaa")),
    ("d7", deal(old, "next_step: t8aaaaaa")),
    ("d8", deal([("invoice", "11-20")], "next_step: t9aaaaaa", hundred)),
    ("d9", deal([("invoice", "11-23")], "next_step: t2aaaaaa")),
    ("da", deal(fresh, "next_step: taaaaaaa", "expected_close: 2026-11-23")),
    ("db", deal(fresh, "next_step: tbaaaaaa", "expected_close: 2026-11-24")),
    (
      "dc",
      deal(
        [("proposal", "10-01"), ("won", "11-10")], "closed: 2026-11-10T10:00:00+01:00", hundred,
        "contact: c8aaaaaa")
    ),
    // Nobody wrote down when; the history knows.
    ("dd", deal([("proposal", "10-01"), ("won", "11-11")], hundred)),
    (
      "de",
      deal(
        [("proposal", "10-01"), ("invoice", "10-05"), ("lost", "11-11")],
        "closed: 2026-11-11T10:00:00+01:00", "lost_reason: price", hundred)
    ),
    ("df", deal([("proposal", "10-01"), ("archive", "11-11")], "closed: 2026-11-11T10:00:00+01:00")),
    ("dg", deal([("proposal", "10-01"), ("won", "11-10"), ("proposal", "11-22")], "next_step: tgaaaaaa")),
    // Moved without an activity, as an import does; its person has been merged.
    (
      "dk",
      deal(
        [("proposal", "11-01"), ("invoice", "11-20"), ("proposal", "11-22")], "next_step: tkaaaaaa",
        "contact: cxaaaaaa")
    ),
    ("dz", deal(fresh, owner: "lani", "next_step: tzaaaaaa")),
  ]

  private static func task(_ due: String, _ rest: String...) -> String {
    (["title: Task", "due: \(due)"] + rest).joined(separator: "\n")
  }

  private static let past = "2026-11-23T10:00:00+01:00"
  private static let future = "2026-11-30T10:00:00+01:00"
  private static func closed(_ status: String) -> String {
    "status: \(status)\nclosed: 2026-11-22T10:00:00+01:00"
  }

  private static let tasks = [
    ("t1", task(past, "deal: d1aaaaaa")), ("t2", task(future, "deal: d9aaaaaa")),
    ("t3", task(past, "deal: d3aaaaaa", closed("done"))),
    // A whole day, which is over in Berlin.
    ("t4", task("2026-11-23", "owner: gleb", "status: open")),
    ("t5", task(past)), ("t6", task(past, "deal: d6aaaaaa")),
    ("t7", task(past, "deal: d6aaaaaa", closed("cancelled"))),
    ("t8", task(past, "deal: d7aaaaaa")), ("t9", task(future, "deal: d8aaaaaa")),
    ("ta", task(future, "deal: daaaaaaa")), ("tb", task(future, "deal: dbaaaaaa")),
    ("tc", task(past, "deal: d7aaaaaa", closed("done"))),
    ("td", task(past, "type: call", "contact: c3aaaaaa", closed("done"))),
    ("tg", task(future, "deal: dgaaaaaa")), ("tk", task(future, "deal: dkaaaaaa")),
    // The same day, which is not over where the deal's owner is.
    ("tz", task("2026-11-23", "deal: dzaaaaaa")),
    ("tx", task(past, "type: todo", "contact: c7aaaaaa", closed("cancelled"))),
  ]

  private static let created = "created: 2026-10-01T10:00:00+02:00"
  private static func contact(_ id: String, _ rest: String...) -> (String, String) {
    (id, (["name: Person \(id)"] + rest).joined(separator: "\n"))
  }

  private static let contacts = [
    // Seven calendar days, not yet seven times 24 hours.
    contact("c1", "keep_in_touch: 7", created),
    // Only a note since.
    contact("c2", "keep_in_touch: 30", created),
    // A call that was a task.
    contact("c3", "keep_in_touch: 7", created),
    // What was said in a deal.
    contact("c4", "keep_in_touch: 7", created),
    // Nobody knows since when.
    contact("c5", "keep_in_touch: 7"), contact("c6", created),
    // A thing that was cancelled, and one to do alone.
    contact("c7", "keep_in_touch: 7", created), contact("c8", created),
    contact("c9", created, "aliases: [cxaaaaaa]"),
  ]

  private static let leads = [
    ("e1", "title: Lead\nstatus: new"), ("e2", "title: Lead\nstatus: working"),
    ("e3", "title: Lead\nstatus: qualified"), ("e4", "title: Lead\nstatus: rejected\nreject_reason: spam"),
    ("e5", "title: Lead"),
  ]

  private static func call(_ result: String?) -> String {
    "type: call\nat: 2026-11-23T10:00:00+01:00\nowner: gleb" + (result.map { "\nresult: \($0)" } ?? "")
  }

  private static let activities = [
    ("v1", call(nil)), ("v2", call("no-answer")), ("v3", call("No Answer")), ("v4", call("busy")),
    ("v5", call("failed")), ("v6", call("rejected")), ("v7", call("Недозвон")), ("v8", call("interested")),
    ("v9", call("not_answered")),
    ("va", "type: email\nat: 2026-11-17T18:00:00+01:00\ncontact: c1aaaaaa"),
    ("vb", "type: note\nat: 2026-11-23T18:00:00+01:00\ncontact: c2aaaaaa"),
    ("vc", "type: email\nat: 2026-11-20T18:00:00+01:00\ndeal: d4aaaaaa"),
  ]
}
