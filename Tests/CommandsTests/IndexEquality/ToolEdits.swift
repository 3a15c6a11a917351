import Records
import SeededRandomness
import Store

extension Edit {
  /// What the tool itself changes; a refusal is an answer, too.
  static let byTool: [Edit] = [
    Edit("crm contacts set") { it in
      let values = it.random.pick([
        ["position=CEO"], ["emails+=new@acme.example", "city="], ["name=Анна Новая"], ["tags+=vip"],
        ["phones=89161234567"],
        ["company=acme"], ["keep_in_touch=1"],
      ])
      return it.tool(["contacts", "set", it.anyReference(.contact)] + values)
    },
    Edit("crm companies set") { it in
      it.tool([
        "companies", "set", it.anyReference(.company),
        it.random.pick(["name=Neu AG", "country=RU", "tax_id=0077"]),
      ])
    },
    Edit("crm deals set") { it in
      it.tool([
        "deals", "set", it.anyReference(.deal),
        it.random.pick(["amount=777.25", "title=New title", "probability=5", "contact="]),
      ])
    },
    Edit("crm set --where") { it in
      let words = it.random.pick([
        ["contacts", "set", "--where", "tag:vip or anna", "--yes", "tags+=swept"],
        ["deals", "set", "--where", "is:open", "--yes", "source=swept"],
        ["tasks", "set", "--where", "due<2026-12", "--yes", "notes=swept"],
      ])
      return it.tool(words)
    },
    Edit("crm add") { it in
      let name = it.random.pick(Pools.names)
      let words = it.random.pick([
        ["contacts", "add", name, "company=acme", "phones=8 916 123 45 67"],
        ["companies", "add", name, "country=DE"],
        ["leads", "add", name, "emails=lead@klein.example"], ["products", "add", name, "price=10"],
        ["tasks", "add", name, "--due", "fri 15:00"],
        ["activities", "add", name, "type=note", "at=2026-11-23T10:00:00+01:00"],
      ])
      return it.tool(words)
    },
    Edit("crm deals add") { it in
      it.tool([
        "deals", "add", it.random.pick(Pools.names), "--contact", it.anyReference(.contact), "--amount",
        "1200.50", "--next", "Call",
        "--due", "tomorrow 11:00",
      ])
    },
    Edit("crm deals move") { it in
      it.tool([
        "deals", "move", it.anyReference(.deal), it.random.pick(Pools.stages), "--next", "Go on", "--due",
        "fri 10:00",
      ])
    },
    Edit("crm deals close") { it in
      let deal = it.anyReference(.deal)
      return it.tool(
        it.random.pick([
          ["deals", "win", deal], ["deals", "lose", deal, "--reason", "price"], ["deals", "archive", deal],
          ["deals", "reopen", deal, "--next", "Again", "--due", "mon"],
        ]))
    },
    Edit("crm delete") { it in
      let kind = it.random.pick(EditedRepository.kinds)
      return it.tool(
        [kind.plural, "delete", it.anyReference(kind)] + (it.random.chance(70) ? ["--cascade"] : []))
    },
    Edit("crm tasks done") { it in
      it.tool(
        ["tasks", "done", it.anyReference(.task)] + it.random.pick([[], ["--next", "Next", "--due", "fri"]]))
    },
    Edit("crm tasks snooze") { it in it.tool(["tasks", "snooze", it.anyReference(.task), "+2d"]) },
    Edit("crm tasks cancel") { it in it.tool(["tasks", "cancel", it.anyReference(.task)]) },
    Edit("crm log") { it in
      let kind = it.random.pick([Kind.contact, .deal, .company, .lead])
      return it.tool([
        "log", it.random.pick(["call", "note", "email"]), it.anyReference(kind), "Talked about the invoice",
        "--at", "today 09:30",
      ])
    },
    Edit("crm leads") { it in
      let lead = it.anyReference(.lead)
      return it.tool(
        it.random.pick([
          ["leads", "qualify", lead, "--next", "Call", "--due", "fri"],
          ["leads", "reject", lead, "--reason", "spam"],
        ]))
    },
    Edit("crm imports run") { it in it.tool(["imports", "run", "people.csv", "--kind", "contacts"]) },
    Edit("crm imports undo") { it in
      var batch = it.lastBatch
      if batch == nil, it.change(["imports", "run", "people.csv", "--kind", "contacts"]) {
        batch = it.lastBatch
      }
      return batch.map { it.tool(["imports", "undo", $0]) } ?? false
    },
    Edit("crm stages") { it in
      it.tool(
        it.random.pick([
          ["stages", "add", "demo", "--name", "Demo", "--after", "meeting"],
          ["stages", "rename", "proposal", "offer"],
          ["stages", "rename", "offer", "proposal"], ["stages", "move", "invoice", "--after", "meeting"],
        ]))
    },
    Edit("crm views") { it in
      it.tool(it.random.pick([["views", "add", "mine", "is:open owner:me"], ["views", "remove", "mine"]]))
    },
    Edit("crm check --fix") { it in it.tool(["check", "--fix"]) },
    Edit("crm index rebuild") { it in it.tool(["index", "rebuild"]) },
  ]

  /// What git does to the work tree, and the tool with its help.
  static let byGit: [Edit] = [
    Edit("git commit") { it in
      guard it.usesGit else { return false }
      try it.commitAll("by hand")
      return true
    },
    Edit("git checkout of a commit") { it in
      guard it.usesGit else { return false }
      // What is not committed would be in the way of some checkouts.
      try it.commitAll("work")
      let commit = it.random.pick(["HEAD~1", "HEAD~2", "main", "master", "@{1}"])
      it.log.append("git checkout \(commit)")
      return try it.git(["checkout", "-q", "--detach", commit]).succeeded
    },
    Edit("git checkout of files") { it in
      guard it.usesGit else { return false }
      return try it.git(["checkout", "-q", "HEAD", "--", "."]).succeeded
    },
    Edit("git stash") { it in
      guard it.usesGit else { return false }
      return try it.git(["stash", it.random.pick(["push", "pop"]), "-q"]).succeeded
    },
    Edit("crm undo") { it in it.usesGit && it.tool(["undo"]) },
  ]
}

extension EditedRepository {
  /// Runs the tool; what it refuses counts as well, because a refusal reads the repository all the same.
  func tool(_ words: [String]) -> Bool {
    _ = change(words)
    return true
  }

  /// The name of an import.
  var lastBatch: String? {
    let listed = String(decoding: crm(["imports", "list", "--format", "ids"]).output, as: UTF8.self)
    return listed.split(separator: "\n").first.map { String($0) }
  }

  /// The identifier of a record, or words that may name one.
  func anyReference(_ kind: Kind) -> String {
    if random.chance(15) { return random.pick(["anna", "acme", "call", "website", "анна", "логотип"]) }
    if random.chance(10) { return anyStem(kind) }
    guard let path = anyFile(kind), let bytes = read(path) else { return String(anyStem(kind).suffix(8)) }
    let text = String(decoding: bytes.prefix(400), as: UTF8.self)
    let line = text.split(whereSeparator: \.isNewline).first { $0.hasPrefix("id: ") }
    return line.map { String($0.dropFirst(4)) } ?? String(anyStem(kind).suffix(8))
  }
}
