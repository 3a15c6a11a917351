import Dates
import Foundation
import Testing

@testable import Commands

/// One fact of the domain asked in every way that there is: filters, columns, JSON, reports, the digest, the check.
@Suite struct OneAnswerTests {
  /// A repository whose files are written by hand, as odd as they may be.
  private final class Place {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "crm-one-\(UUID().uuidString)")

    init(_ files: [String: String]) throws {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      _ = try run(["init", "--no-git", "--timezone", "Europe/Berlin", "--country", "DE", "--currency", "EUR"])
      for (path, text) in files {
        let place = folder.appendingPathComponent(path)
        try FileManager.default.createDirectory(
          at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: place, atomically: true, encoding: .utf8)
      }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private func run(_ arguments: [String]) throws -> Data {
      let recorder = Recorder()
      let world = World(
        arguments: arguments, environment: ["CRM_USER": "gleb"], workingDirectory: folder.path,
        clock: try #require(Instant(rfc3339: "2026-11-24T10:00:00+01:00")), seed: 1)
      _ = CommandRunner.run(world: world, terminal: recorder)
      return Data(recorder.output)
    }

    func text(_ arguments: String...) throws -> String { String(decoding: try run(arguments), as: UTF8.self) }

    func json(_ arguments: [String]) throws -> Any {
      try JSONSerialization.jsonObject(with: try run(arguments + ["--json"]))
    }

    func list(_ arguments: String...) throws -> [[String: Any]] {
      try #require(try json(arguments) as? [[String: Any]])
    }

    /// The ids that a list prints.
    func ids(_ arguments: String...) throws -> Set<String> {
      let lines = String(decoding: try run(arguments + ["--format", "ids"]), as: UTF8.self)
      return Set(lines.split(separator: "\n").map { String($0) })
    }

    /// The rows of a report.
    func rows(_ name: String) throws -> [[String: Any]] {
      (try json(["reports", name]) as? [String: Any])?["rows"] as? [[String: Any]] ?? []
    }

    /// The ids in one section of the digest, over all owners.
    func digest(_ section: String) throws -> Set<String> {
      let owners = (try json(["digest"]) as? [String: Any])?["owners"] as? [[String: Any]] ?? []
      let items = owners.flatMap { $0[section] as? [[String: Any]] ?? [] }
      return Set(items.compactMap { $0["id"] as? String })
    }
  }

  @Test func whetherACallWasAnswered() throws {
    let results = [
      "c1": nil, "c2": "no-answer", "c3": "No Answer", "c4": "busy", "c5": "failed", "c6": "rejected",
      "c7": "Недозвон", "c8": "interested", "c9": "not_answered",
    ]
    var files: [String: String] = [:]
    for (name, result) in results {
      let rest = result.map { "result: \($0)\n" } ?? ""
      files["activities/2026-11/\(name).yaml"] =
        "id: \(name)aaaaaa\ntype: call\nat: 2026-11-23T10:00:00+01:00\nowner: gleb\n\(rest)"
    }
    let place = try Place(files)
    let missed = try place.ids("activities", "list", "is:missed")
    #expect(missed == Set(["c2", "c3", "c4", "c5", "c6", "c7", "c9"].map { $0 + "aaaaaa" }))
    #expect(try place.ids("activities", "list", "is:answered") == ["c1aaaaaa", "c8aaaaaa"])
    let row = try #require(try place.rows("activity").first)
    #expect(row["calls_unanswered"] as? Int == missed.count && row["calls_answered"] as? Int == 2)
  }

  private static func deal(_ id: String, _ rest: String) -> String {
    """
    id: \(id)
    title: Deal \(id)
    pipeline: sales
    stage: proposal
    created: 2026-11-20T10:00:00+01:00
    history:
    - {at: 2026-11-20T10:00:00+01:00, stage: proposal}
    \(rest)

    """
  }

  private static func task(_ id: String, _ rest: String) -> String {
    "id: \(id)\ntitle: Task \(id)\ndue: 2026-11-23T10:00:00+01:00\n\(rest)\n"
  }

  @Test func whetherANextStepIsSound() throws {
    let place = try Place([
      "deals/d1.yaml": Self.deal("d1aaaaaa", "next_step: t1aaaaaa"),
      "deals/d2.yaml": Self.deal("d2aaaaaa", "next_step: t1aaaaaa"),
      "deals/d3.yaml": Self.deal("d3aaaaaa", "next_step: t3aaaaaa"),
      "deals/d4.yaml": Self.deal("d4aaaaaa", ""),
      "deals/d5.yaml": Self.deal("d5aaaaaa", "next_step: t5aaaaaa"),
      "tasks/t1.yaml": Self.task("t1aaaaaa", "deal: d1aaaaaa"),
      "tasks/t3.yaml": Self.task(
        "t3aaaaaa", "deal: d3aaaaaa\nstatus: done\nclosed: 2026-11-23T10:00:00+01:00"),
      "tasks/t5.yaml": Self.task("t5aaaaaa", ""),
    ])
    let without: Set = ["d2aaaaaa", "d3aaaaaa", "d4aaaaaa", "d5aaaaaa"]
    #expect(try place.ids("deals", "list", "is:nonext") == without)
    #expect(try place.ids("deals", "list", "is:overdue") == ["d1aaaaaa"])
    #expect(try place.ids("tasks", "list", "is:next") == ["t1aaaaaa"])
    let refs = try place.rows("no-next-step").compactMap { ($0["ref"] as? String)?.suffix(8) }
    #expect(Set(refs.map { String($0) }) == without)
    let deals = try place.list("deals", "list")
    let stepless = deals.filter { $0["next_step"] is NSNull }.compactMap { $0["id"] as? String }
    #expect(Set(stepless) == without)
    let columns = try place.list("deals", "list", "--fields", "id,next_step.title")
    let empty = columns.filter { $0["next_step.title"] is NSNull }.compactMap { $0["id"] as? String }
    #expect(Set(empty) == without)
    let findings = try place.list("check")
    let files = findings.filter { finding in
      let message = finding["message"] as? String ?? ""
      return message.contains("next step") || message.contains("next_step")
    }.compactMap { ($0["location"] as? [String: Any])?["file"] as? String }
    #expect(Set(files) == Set(without.map { "deals/\($0.prefix(2)).yaml" }))
    #expect(
      try place.text("deals", "board").components(separatedBy: "no next step").count - 1 == without.count)
  }

  @Test(arguments: [("250", "100.00"), ("-5", "0.00"), ("0", "0.00"), ("60", "60.00"), ("", "50.00")])
  func whatADealIsWorth(_ chance: String, _ weighted: String) throws {
    let own = chance.isEmpty ? "" : "\nprobability: \(chance)"
    let place = try Place([
      "deals/d1.yaml": Self.deal("d1aaaaaa", "next_step: t1aaaaaa\namount: 100.00\ncurrency: EUR" + own),
      "tasks/t1.yaml": Self.task("t1aaaaaa", "deal: d1aaaaaa"),
    ])
    let wanted = try #require(Double(weighted))
    let listed = try place.list("deals", "list", "--fields", "weighted")
    #expect(Double(listed.first?["weighted"] as? String ?? "") == wanted)
    #expect(try place.ids("deals", "list", "weighted=\(weighted)") == ["d1aaaaaa"])
    for report in ["pipeline", "forecast"] {
      let values = try place.rows(report).compactMap { Self.amount($0["weighted"]) }
      #expect(values.reduce(0, +) == wanted, "\(report): \(values)")
    }
  }

  /// A report's money: one amount, or a list of them.
  private static func amount(_ value: Any?) -> Double? {
    if let list = value as? [[String: Any]] {
      return list.compactMap { Double($0["amount"] as? String ?? "") }.reduce(0, +)
    }
    return (value as? [String: Any]).flatMap { Double($0["amount"] as? String ?? "") }
  }

  @Test func whoIsOutOfTouch() throws {
    func contact(_ id: String, _ rest: String) -> String { "id: \(id)\nname: Person \(id)\n\(rest)\n" }
    func activity(_ id: String, _ type: String, _ at: String, _ rest: String) -> String {
      "id: \(id)\ntype: \(type)\nat: \(at)\n\(rest)\n"
    }
    let created = "created: 2026-10-01T10:00:00+02:00"
    let place = try Place([
      // Seven calendar days, not yet seven times 24 hours.
      "contacts/c1.yaml": contact("c1aaaaaa", "keep_in_touch: 7\n" + created),
      "activities/a1.yaml": activity("a1aaaaaa", "call", "2026-11-17T18:00:00+01:00", "contact: c1aaaaaa"),
      // A note is no talk.
      "contacts/c2.yaml": contact("c2aaaaaa", "keep_in_touch: 30\n" + created),
      "activities/a2.yaml": activity("a2aaaaaa", "note", "2026-11-23T18:00:00+01:00", "contact: c2aaaaaa"),
      // A task that was done is one, and so is what was said in a deal.
      "contacts/c3.yaml": contact("c3aaaaaa", "keep_in_touch: 7\n" + created),
      "tasks/t3.yaml": Self.task(
        "t3aaaaaa", "type: call\ncontact: c3aaaaaa\nstatus: done\nclosed: 2026-11-23T10:00:00+01:00"),
      "contacts/c4.yaml": contact("c4aaaaaa", "keep_in_touch: 7\n" + created),
      "deals/d4.yaml": Self.deal("d4aaaaaa", "contact: c4aaaaaa\nnext_step: t4aaaaaa"),
      "tasks/t4.yaml": Self.task("t4aaaaaa", "deal: d4aaaaaa"),
      "activities/a4.yaml": activity("a4aaaaaa", "email", "2026-11-20T18:00:00+01:00", "deal: d4aaaaaa"),
      // Nobody knows when: never spoken to.
      "contacts/c5.yaml": contact("c5aaaaaa", "keep_in_touch: 7"),
      "contacts/c6.yaml": contact("c6aaaaaa", created),
      // What is only to be done, or was a thing to do alone, is no talk.
      "contacts/c7.yaml": contact("c7aaaaaa", "keep_in_touch: 7\n" + created),
      "tasks/t7.yaml": Self.task(
        "t7aaaaaa", "type: todo\ncontact: c7aaaaaa\nstatus: done\nclosed: 2026-11-23T10:00:00+01:00"),
    ])
    let silent: Set = ["c1aaaaaa", "c2aaaaaa", "c5aaaaaa", "c7aaaaaa"]
    #expect(try place.ids("contacts", "list", "is:silent") == silent)
    #expect(try place.digest("keep_in_touch") == silent)
  }

  @Test func whatWasDoneIsActivity() throws {
    let pipeline = """
      name: Sales
      stages:
      - {id: proposal, probability: 50, rots_after: 7d}
      - {id: won, outcome: won}
      - {id: lost, outcome: lost}

      """
    func deal(_ id: String) -> String {
      "id: \(id)\ntitle: Deal \(id)\npipeline: sales\nstage: proposal\nnext_step: t\(id.dropFirst())\n"
        + "created: 2026-11-01T10:00:00+01:00\nhistory:\n- {at: 2026-11-01T10:00:00+01:00, stage: proposal}\n"
    }
    let place = try Place([
      "pipelines/sales.yaml": pipeline,
      "deals/d1.yaml": deal("d1aaaaaa"), "tasks/t1.yaml": Self.task("t1aaaaaa", "deal: d1aaaaaa"),
      "deals/d2.yaml": deal("d2aaaaaa"), "tasks/t2.yaml": Self.task("t2aaaaaa", "deal: d2aaaaaa"),
      "tasks/t3.yaml": Self.task(
        "t3aaaaaa", "deal: d2aaaaaa\nstatus: done\nclosed: 2026-11-22T10:00:00+01:00\nresult: he agreed"),
      "tasks/t4.yaml": Self.task(
        "t4aaaaaa", "deal: d1aaaaaa\nstatus: cancelled\nclosed: 2026-11-22T10:00:00+01:00"),
    ])
    #expect(try place.ids("deals", "list", "is:rotting") == ["d1aaaaaa"])
    #expect(try place.digest("rotting") == ["d1aaaaaa"])
    let rotting = try place.rows("rotting")
    #expect(rotting.compactMap { ($0["ref"] as? String)?.suffix(8) } == ["d1aaaaaa"])
    let idle = try place.list("deals", "list", "--fields", "id,idle")
    #expect(idle.map { $0["idle"] as? Int } == [23, 2])
    #expect(rotting.first?["idle_days"] as? Int == 23)
    #expect(
      try place.text("deals", "show", "d2aaaaaa").contains("2026-11-22 10:00  done: Task t3aaaaaa: he agreed")
    )
    let late = try place.rows("overdue").compactMap { $0["late_days"] as? Int }
    #expect(late == [1, 1])
  }

  @Test(arguments: [("Boris", false), ("Anna", true), ("A. Bell", true), ("Анна Белл", true)])
  func whetherTwoAreOnePerson(_ name: String, _ isSame: Bool) throws {
    for key in ["phones: ['+4930111111']", "emails: [info@acme.example]"] {
      let place = try Place([
        "contacts/c1.yaml": "id: c1aaaaaa\nname: Anna Bell\n\(key)\n",
        "leads/e1.yaml": "id: e1aaaaaa\ntitle: Roof\nname: \(name)\nstatus: new\n\(key)\n",
      ])
      _ = try place.text("leads", "qualify", "e1aaaaaa", "--next", "Call", "--due", "tomorrow")
      let qualified = try place.ids("contacts", "list")
      #expect(qualified.count == (isSame ? 1 : 2), "\(key) \(name)")
    }
  }
}
