import Records
import SeededRandomness
import YAML

/// Random edits of a record, as commands and hands make them.
struct RandomEdits {
  var random: SeededRandom
  private var day = 10
  /// Whether lines change places, and a deal moves.
  private let isQuiet: Bool

  init(seed: UInt64, isQuiet: Bool = false) {
    random = SeededRandom(seed: seed)
    self.isQuiet = isQuiet
  }

  struct Start {
    let path: String
    let text: String
  }

  static let starts = [
    Start(
      path: "contacts/anna-k7f3q2mz.yaml",
      text: """
        # Anna of Acme
        id: k7f3q2mz
        name: Anna
        company: acme-c7f3q2mz
        emails: [a@x.example, b@x.example]
        phones:
        - "+15550001"
        - "+15550002" # desk
        city: Oslo

        tags: [x, y]
        # from the fair
        source: fair
        birthday: --05-12
        notes: |
          one
          two
          three
          four
        external: {amo: 1, hub: 2}
        nickname: Ann

        """),
    Start(
      path: "deals/website-d7f3q2mz.yaml",
      text: """
        id: d7f3q2mz
        title: Website
        pipeline: sales
        stage: meeting
        contact: anna-k7f3q2mz
        participants:
        - {contact: carl-k7f3q2mc, role: buyer}
        items:
        - {product: site-p7f3q2mz, quantity: 1, price: 100}
        amount: 1000
        currency: EUR
        next_step: call-a7f3q2mz
        created: 2026-11-01T10:00:00Z
        history:
        - {at: 2026-11-01T10:00:00Z, stage: meeting, by: anna}
        tags: [x]
        extra: {one: 1}

        """),
    Start(
      path: "tasks/2026-11/call-t7f3q2mz.yaml",
      text: """
        id: t7f3q2mz
        title: Call
        type: call
        due: 2026-11-20
        deal: website-d7f3q2mz # the site
        owner: anna
        created: 2026-11-01T10:00:00Z

        """),
  ]

  /// The text after some edits.
  mutating func edited(_ text: String, count: Int) -> String {
    var text = text
    for _ in 0..<count { text = edit(text) }
    return text
  }

  private mutating func edit(_ text: String) -> String {
    guard let document = try? Document(parsing: Array(text.utf8), file: "x") else { return text }
    switch random.number(0...13) {
    case 0...4: return set(document)
    case 5...6: return changeList(document)
    case 7: return comment(text)
    case 8 where !isQuiet: return swap(text)
    case 9: return lines(document)
    case 10: return entries(document)
    case 11... where isQuiet && document["history"] != nil: return set(document)
    default: return document["history"] != nil ? move(document) : close(document)
    }
  }

  private func splice(_ document: Document, _ edits: [Edit]) -> String {
    let kinds = document["history"] != nil ? Kind.deal : document["due"] != nil ? Kind.task : .contact
    let order = Schema.plain[kinds].order
    guard let bytes = try? document.spliced(edits, order: order) else {
      return String(decoding: document.bytes, as: UTF8.self)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private mutating func set(_ document: Document) -> String {
    let fixed: Set = ["id", "history", "stage", "pipeline", "closed", "status", "next_step"]
    let scalars = document.pairs.filter { $0.value.text != nil && !fixed.contains($0.key) }.map(\.key)
    var key = random.pick(scalars + ["owner", "region", "zeta", "alpha", "campaign"])
    if key == "notes" { key = "zeta" }
    if random.chance(15), document.pairs.count > 4, scalars.contains(key), key != "due" {
      return splice(document, [Edit(key, nil)])
    }
    let value = random.pick(["v1", "v2", "with: colon", "2026-11-2\(random.number(1...9))", "x-x7f3q2mz"])
    return splice(
      document, [Edit(key, random.chance(50) ? .text(value) : .plain(value.replacing(": ", with: "-")))])
  }

  private mutating func changeList(_ document: Document) -> String {
    let key = random.pick(["emails", "phones", "tags", "links", "aliases"])
    var items = document[key]?.items?.map(\.value) ?? []
    if !items.isEmpty, random.chance(35) {
      items.remove(at: random.number(0...items.count - 1))
    } else {
      let item = YAMLValue.text("n\(random.number(1...9))")
      items.insert(item, at: random.chance(80) ? items.count : 0)
    }
    return splice(document, [Edit(key, items.isEmpty ? nil : .list(items))])
  }

  private mutating func comment(_ text: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let tops = lines.indices.filter { lines[$0].first.map { $0.isLetter } ?? false }
    guard !tops.isEmpty else { return text }
    let place = random.pick(tops)
    if random.chance(30), !lines[place].contains("|"), !lines[place].contains("#"),
      !lines[place].hasSuffix(":")
    {
      lines[place] += " # c\(random.number(1...9))"
    } else {
      lines.insert("# c\(random.number(1...9))", at: place)
    }
    return lines.joined(separator: "\n")
  }

  /// Two lines of one key each that stand below each other change places.
  private mutating func swap(_ text: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let tops = lines.indices.dropLast(2).filter { place in
      (place...place + 2).allSatisfy { lines[$0].first.map { $0.isLetter } ?? false }
        && !lines[place].hasSuffix(":") && !lines[place + 1].hasSuffix(":")
        && !lines[place + 1].hasSuffix("|")
    }
    guard !tops.isEmpty else { return text }
    let place = random.pick(Array(tops))
    lines.swapAt(place, place + 1)
    return lines.joined(separator: "\n")
  }

  private mutating func lines(_ document: Document) -> String {
    let text = document["notes"]?.text ?? ""
    var lines = text.split(separator: "\n").map(String.init)
    if lines.isEmpty || random.chance(40) {
      lines.insert("line \(random.number(1...99))", at: random.number(0...lines.count))
    } else {
      lines[random.number(0...lines.count - 1)] += "!"
    }
    return splice(document, [Edit("notes", .text(lines.joined(separator: "\n") + "\n"))])
  }

  private mutating func entries(_ document: Document) -> String {
    let key = document["history"] == nil ? "external" : random.pick(["participants", "items", "extra"])
    if key == "extra" || key == "external" {
      var entries = document[key]?.value.entries ?? []
      let name = random.pick(["one", "two", "three", "amo"])
      entries.removeAll { $0.key == name }
      if random.chance(80) { entries.append(YAMLValue.Entry(name, .plain("\(random.number(1...9))"))) }
      return splice(document, [Edit(key, entries.isEmpty ? nil : .map(entries))])
    }
    var items = document[key]?.items?.map(\.value) ?? []
    let name = key == "items" ? "product" : "contact"
    if !items.isEmpty, random.chance(50) {
      let place = random.number(0...items.count - 1)
      let other = key == "items" ? random.pick(["quantity", "price"]) : "role"
      var entries = (items[place].entries ?? []).filter { $0.key != other }
      entries.append(YAMLValue.Entry(other, .plain("\(random.number(2...9))")))
      items[place] = .map(entries)
    } else {
      items.append(.map([YAMLValue.Entry(name, .plain("n-\(random.pick(["b", "c", "d"]))7f3q2mz"))]))
    }
    return splice(document, [Edit(key, .list(items))])
  }

  private mutating func move(_ document: Document) -> String {
    day += 1
    let closes = random.chance(35)
    let stage = closes ? random.pick(["won", "lost"]) : random.pick(["proposal", "invoice", "meeting"])
    let at = "2026-11-\(day)T\(random.number(10...23)):00:00Z"
    let row = YAMLValue.map([
      YAMLValue.Entry("at", .plain(at)), YAMLValue.Entry("stage", .plain(stage)),
      YAMLValue.Entry("by", .plain(random.pick(["anna", "carl"]))),
    ])
    var edits = [
      Edit("stage", .plain(stage)),
      Edit("history", .list((document["history"]?.items?.map(\.value) ?? []) + [row])),
      Edit("closed", closes ? .plain(at) : nil),
      Edit("lost_reason", stage == "lost" ? .plain(random.pick(["price", "other"])) : nil),
    ]
    if closes {
      edits.append(Edit("next_step", nil))
    } else if random.chance(80) {
      edits.append(Edit("next_step", .plain("n-\(random.pick(["b", "c", "d", "f"]))7f3q2mz")))
    }
    return splice(document, edits)
  }

  private mutating func close(_ document: Document) -> String {
    guard document["due"] != nil, document["status"] == nil else { return set(document) }
    day += 1
    var edits = [
      Edit("status", .plain(random.pick(["done", "cancelled"]))),
      Edit("closed", .plain("2026-11-\(day)T\(random.number(10...23)):00:00Z")),
    ]
    if random.chance(50) { edits.append(Edit("result", .text(random.pick(["yes", "no"])))) }
    return splice(document, edits)
  }
}

extension YAMLValue {
  var entries: [Entry]? { if case .map(let entries) = self { entries } else { nil } }
}
