import Filters
import Records
import Reports
import SeededRandomness

/// A command that only reads, or only says what it would write.
struct Question {
  /// The command without what it is asked about: `deals list`.
  let family: String
  var words: [String]
  /// The width of the terminal; nil for none.
  var width: Int?

  /// Those that every run has to have asked, apart from `history`, which only git answers.
  static let families: [String] =
    // Lists leave kinds unread, each others.
    Kind.allCases.flatMap {
      ["\($0.plural) list", "\($0.plural) list", "\($0.plural) show", "\($0.plural) set"]
    }
    + Reports.all.map { "reports " + $0.name }
    + [
      "search", "deals board", "reports list", "digest", "stages list", "stages check", "stages show",
      "check", "schema",
      "views list", "imports list", "imports preview", "delete", "deals move", "deals close", "tasks done",
      "log", "leads qualify",
      "set --where", "check --fix", "undo", "history",
    ]
}

extension EditedRepository {
  /// A question of a family, about what there may be.
  func question(_ family: String) -> Question {
    var question = Question(family: family, words: words(family))
    if random.chance(8) { question.width = random.pick([60, 80, 120]) }
    return question
  }

  private func words(_ family: String) -> [String] {
    let parts = family.split(separator: " ").map { String($0) }
    if parts.count == 2, let kind = Kind(word: parts[0]) {
      switch parts[1] {
      case "list": return parts + filter(kind) + format(kind)
      case "show": return parts + [reference(kind)] + format(kind)
      case "set": return parts + [reference(kind), assignment(kind), "--dry-run"] + format(nil)
      default: break
      }
    }
    switch family {
    case "search": return parts + [searchText()] + searchOptions() + format(nil)
    case "deals board":
      return parts + filter(.deal) + random.pick([[], ["--pipeline", "sales"]]) + format(nil)
    case "reports list": return parts + format(nil)
    case "digest": return parts + digestOptions()
    case "stages list", "stages check": return parts + format(nil)
    case "stages show": return parts + [random.pick(Pools.stages)] + format(nil)
    case "schema": return parts + random.pick([[], [random.pick(Kind.allCases).rawValue]]) + format(nil)
    case "check", "views list", "imports list": return parts + format(nil)
    case "imports preview": return parts + ["people.csv", "--kind", "contacts"] + format(nil)
    case "history":
      let kind = random.pick(EditedRepository.kinds)
      return parts + [reference(kind)] + format(nil)
    default:
      if family.hasPrefix("reports ") { return ["reports", "run", parts[1]] + reportOptions() }
      return rehearsal(family) + ["--dry-run"] + format(nil)
    }
  }

  /// What would be written.
  private func rehearsal(_ family: String) -> [String] {
    let deal = anyReference(.deal)
    switch family {
    case "delete":
      let kind = random.pick(EditedRepository.kinds)
      return [kind.plural, "delete", anyReference(kind)] + random.pick([[], ["--cascade"]])
    case "deals move":
      return ["deals", "move", deal, random.pick(Pools.stages), "--next", "Go on", "--due", "fri"]
    case "deals close":
      return random.pick([["deals", "win", deal], ["deals", "lose", deal, "--reason", "price"]])
    case "tasks done":
      return ["tasks", "done", anyReference(.task)] + random.pick([[], ["--next", "On", "--due", "fri"]])
    case "log":
      return [
        "log", "call", anyReference(random.pick([.contact, .deal, .lead])), "Hi", "--next", "On", "--due",
        "fri",
      ]
    case "leads qualify": return ["leads", "qualify", anyReference(.lead), "--next", "Call", "--due", "fri"]
    case "set --where":
      let kind = random.pick(EditedRepository.kinds)
      return [kind.plural, "set", "--where", filterText(kind), assignment(kind)]
    case "check --fix": return ["check", "--fix"]
    default: return ["undo"]
    }
  }

  private func assignment(_ kind: Kind) -> String {
    switch kind {
    case .contact:
      random.pick(["company=acme", "company=" + anyReference(.company), "city=Bonn", "phones+=495 7654321"])
    case .company: random.pick(["city=Bonn", "tags+=x"])
    case .lead: random.pick(["name=New", "amount=5"])
    case .deal: random.pick(["contact=" + anyReference(.contact), "company=weber", "amount=1", "owner=me"])
    case .task: random.pick(["due=fri", "title=New", "contact=anna"])
    case .activity: random.pick(["text=New", "contact=anna"])
    case .product: random.pick(["price=7", "active=no"])
    case .invoice: random.pick(["due=2026-12-18", "notes=x"])
    }
  }

  // MARK: Names

  /// Something that names a record, several, or none.
  private func reference(_ kind: Kind) -> String {
    switch random.number(0...12) {
    case 0, 1, 2, 10, 11, 12: anyReference(kind)
    case 3: String(anyReference(kind).prefix(random.number(3...5)))
    case 4: random.pick(["k7f", "k7f3", "a", "zzz"])
    case 5: random.pick(Pools.emails)
    case 6: random.pick(Pools.phones + ["9161234567", "004930 1234567"])
    case 7: random.pick([anyFile(kind) ?? "contacts/none.yaml", anyStem(kind), "contacts/notes.yaml"])
    default: searchText()
    }
  }

  /// Beginnings of words, some mistyped, in another script or on another layout.
  func searchText() -> String {
    let words = (0..<random.number(1...2)).map { _ in searchWord() }
    return words.joined(separator: " ")
  }

  private func searchWord() -> String {
    let text = random.pick(Pools.names + Pools.companies + Pools.words)
    let parts = text.split(whereSeparator: { $0 == " " || $0 == "-" })
    var word = String(parts.randomElement(using: &random) ?? "anna")
    switch random.number(0...9) {
    case 0: return random.pick(Pools.phones + ["916", "49 30", "123-45"])
    case 1:
      return random.pick([
        "ivanov", "иванова", "bdfyjdf", "шмфтщм", "fyyf", "веbер", "sasha", "саша", "bob", "александр",
        "ёлкин", "elkin",
      ])
    case 2:
      return random.pick([
        "invoice", "bill", "счёт", "move", "paid", "вебер", "list", "nothing-at-all", "@acme",
      ])
    case 3, 4: word = String(word.prefix(random.number(1...4)))
    case 5:
      // Two letters in the wrong order.
      var letters = Array(word)
      if letters.count > 3 { letters.swapAt(1, 2) }
      word = String(letters)
    case 6:
      var letters = Array(word)
      if letters.count > 3 { letters.remove(at: random.number(1...letters.count - 1)) }
      word = String(letters)
    default: break
    }
    return word.isEmpty || word.hasPrefix("-") ? "x" : word
  }

  private func searchOptions() -> [String] {
    random.pick([
      [], [], ["--limit", "3"], ["--kind", random.pick(Kind.allCases).rawValue], ["--kind", "action"],
      ["--limit", "500"],
    ])
  }

  // MARK: Options

  /// Formats of all commands; where a kind is given also columns of its own.
  private func format(_ kind: Kind?) -> [String] {
    if let kind, random.chance(20) {
      let own =
        kind == .deal ? ["weighted", "contact.company.name", "next_step.due"] : ["idle", "age", "external"]
      let fields =
        ["id", kind.nameKey == "text" ? "at" : kind.nameKey] + [
          random.pick(own), random.pick(["path", "created", "nope"]),
        ]
      return ["--fields", fields.joined(separator: ",")]
        + random.pick([[], ["--json"], ["--format", "csv"]])
    }
    return random.pick([
      [], [], ["--json"], ["--json"], ["--format", "jsonl"], ["--format", "csv"], ["--format", "tsv"],
      ["--format", "yaml"],
      ["--format", "ids"], ["--format", "md"], ["--format", "html"],
    ])
  }

  private func digestOptions() -> [String] {
    random.pick([
      [], ["--for", "me"], ["--for", "bob"], ["--lang", "ru"], ["--date", "2026-11-27"],
      ["--lang", "kk", "--for", "ana"],
    ])
      + random.pick([[], ["--json"], ["--format", "md"], ["--format", "html"]])
  }

  private func reportOptions() -> [String] {
    random.pick([
      [], [], ["--period", "2026-Q4"], ["--from", "2026-10-01", "--to", "2026-11-20"],
      ["--pipeline", "sales"],
      ["--by", random.pick(["owner", "source", "tag", "month", "company", "product"])],
      ["--where", "amount>500"],
      ["--where", "contact.company.country:DE or anna"], ["--as-of", "2026-11-15"], ["--currency", "EUR"],
      ["--mode", "visited"],
    ])
      + random.pick([
        [], ["--json"], ["--format", "csv"], ["--format", "md"], ["--format", "jsonl"], ["--format", "html"],
      ])
  }
}
