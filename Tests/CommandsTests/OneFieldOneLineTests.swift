import Dates
import Records
import SeededRandomness
import Store
import Testing
import YAML

@testable import Commands

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The promise that a field changed is a line changed, held to the whole way from the words of `set` to the bytes.
@Suite struct OneFieldOneLineTests {
  @Test(arguments: Kind.allCases)
  func aFieldSetChangesItsLineOnly(kind: Kind) throws {
    let workshop = try Workshop()
    for round in 0..<40 {
      var random = SeededRandom(seed: UInt64(round) &* 7_919 &+ UInt64(kind.folder.utf8.count))
      let file = HandWrittenFile(kind: kind, random: &random)
      let path = workshop.path(of: kind)
      for field in Schema.plain[kind].fields {
        guard case .anyone = field.writer, let value = Workshop.value(for: field, random: &random) else {
          continue
        }
        // What a product costs goes with the currency that it is in.
        if kind == .product, field.key == "currency" { continue }
        try workshop.write(path, file.bytes)
        let note = "\(kind) \(round) \(field.key)=\(value.word)"
        let outcome = workshop.crm([kind.plural, "set", Workshop.id(of: kind), "\(field.key)=\(value.word)"])
        #expect(outcome.status == 0, "\(note): \(outcome.errors)\n\(file.text)")
        let after = try workshop.read(path)
        if let fault = file.fault(in: after, field: field.key, removed: false) {
          Issue.record(
            "\(note): \(fault)\n--- before\n\(file.text)\n--- after\n\(String(decoding: after, as: UTF8.self))"
          )
        }
        let written = try Document(parsing: after, file: path)[field.key]?.text
        #expect(written == value.written, "\(note) wrote \(written ?? "nothing")")
      }
    }
  }

  @Test(arguments: Kind.allCases)
  func aFieldClearedTakesItsLineOnly(kind: Kind) throws {
    let workshop = try Workshop()
    for round in 0..<20 {
      var random = SeededRandom(seed: UInt64(round) &* 104_729 &+ 11)
      let file = HandWrittenFile(kind: kind, random: &random)
      let path = workshop.path(of: kind)
      for field in Schema.plain[kind].fields where !field.isRequired && file.lineOfKey[field.key] != nil {
        guard case .anyone = field.writer, !field.type.isList, field.type != .notes else { continue }
        // Without items an invoice is over an amount.
        if kind == .invoice, field.key == "amount" { continue }
        try workshop.write(path, file.bytes)
        let outcome = workshop.crm([kind.plural, "set", Workshop.id(of: kind), "\(field.key)="])
        #expect(outcome.status == 0, "\(field.key)=: \(outcome.errors)")
        let after = try workshop.read(path)
        if let fault = file.fault(in: after, field: field.key, removed: true) {
          Issue.record(
            "\(kind) \(round) \(field.key)=: \(fault)\n\(file.text)\n---\n\(String(decoding: after, as: UTF8.self))"
          )
        }
      }
    }
  }
}

/// A record as a person may have written it: odd order, odd quotes, comments, keys of their own.
private struct HandWrittenFile {
  let text: String
  var bytes: [UInt8] { Array(text.utf8) }
  private(set) var lineOfKey: [String: Int] = [:]
  private var comments: [String: String] = [:]
  private let lines: [String]

  init(kind: Kind, random: inout SeededRandom) {
    var entries = Workshop.entries(of: kind)
    if random.next() % 3 == 0 { entries.shuffle(using: &random) }
    var lines: [String] = []
    var lineOfKey: [String: Int] = [:]
    var comments: [String: String] = [:]
    if random.next() % 4 == 0 { lines.append("---") }
    if random.next() % 3 == 0 { lines += ["# kept by hand", ""] }
    let gap = [": ", ":   ", ": "][Int(random.next() % 3)]
    for (index, entry) in entries.enumerated() {
      let mayBeLeftOut = !entry.isNeeded && random.next() % 3 == 0
      if mayBeLeftOut { continue }
      switch random.next() % 9 {
      case 0: lines.append("# about \(entry.key): not a key")
      case 1: lines.append("")
      case 2: lines.append("own_\(index): {deep: [1, 'two'], x: \"y # z\"}  # mine")
      case 3: lines += ["mine_\(index):", "  - a   # first", "  # between", "  - b"]
      case 4: lines += ["text_\(index): |", "  city: not a key", "", "  # not a comment"]
      default: break
      }
      lineOfKey[entry.key] = lines.count
      let comment =
        random.next() % 3 == 0
        ? ["  # why", " #tight", "\t# tab", "    # a: b"].randomElement(using: &random) ?? "" : ""
      comments[entry.key] = comment
      switch entry.value {
      case .scalar(let plain):
        let isPlain =
          plain.allSatisfy { $0.isLetter || $0.isNumber || "+.-: ".contains($0) } && !plain.contains(": ")
        let forms = (isPlain ? [plain, plain] : []) + ["'\(plain)'", "\"\(plain)\""]
        lines.append(entry.key + gap + (forms.randomElement(using: &random) ?? plain) + comment)
      case .list(let items):
        switch random.next() % 3 {
        case 0: lines.append(entry.key + ": [" + items.joined(separator: ", ") + "]" + comment)
        case 1: lines += [entry.key + ":" + comment] + items.map { "- " + $0 }
        default: lines += [entry.key + ":" + comment] + items.map { "    - " + $0 + "  # item" }
        }
      }
    }
    if random.next() % 4 == 0 { lines.append("# the end") }
    let end = random.next() % 3 == 0 ? "\r\n" : "\n"
    var text = lines.joined(separator: end)
    if random.next() % 3 != 0 { text += end }
    if random.next() % 5 == 0 { text = "\u{FEFF}" + text }
    self.text = text
    self.lines = HandWrittenFile.lines(of: Array(text.utf8))
    self.lineOfKey = lineOfKey
    self.comments = comments
  }

  private static func lines(of bytes: [UInt8]) -> [String] {
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    return text.split(separator: 0x0A, omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  /// What the bytes after an edit have that they should not; nil when one line was changed, added or removed.
  func fault(in after: [UInt8], field: String, removed: Bool) -> String? {
    let now = HandWrittenFile.lines(of: after)
    let start = zip(lines, now).prefix { $0 == $1 }.count
    let room = min(lines.count, now.count) - start
    let tail = zip(lines.reversed(), now.reversed()).prefix { $0 == $1 }.count
    let end = min(tail, room)
    let (lost, made) = (lines.count - start - end, now.count - start - end)
    guard let line = lineOfKey[field] else {
      if lost == 0, made == 1 { return nil }
      // The last line had no end; what is added below it must give it one.
      let isLast = start + lost == lines.count && lines.last?.isEmpty == false
      if isLast, lost == 1, made == 2, now[start].hasPrefix(lines[start]) { return nil }
      return "an added key took \(lost) lines and made \(made)"
    }
    if removed {
      if lost == 1, made == 0, start <= line { return nil }
      // The last line of the file goes together with the line end before it, or leaves it.
      if line == lines.count - 1, lost <= 2, made <= 1 { return nil }
      return "a cleared key took \(lost) lines and made \(made)"
    }
    guard lost == 1, made == 1 else { return "a changed key took \(lost) lines and made \(made)" }
    guard start == line else { return "line \(start + 1) changed, not \(line + 1)" }
    let comment = comments[field] ?? ""
    let ending = comment + (lines[line].hasSuffix("\r") ? "\r" : "")
    return now[start].hasSuffix(ending) ? nil : "the line's comment or end is gone"
  }
}

/// A small repository in a temporary folder, with the program run in this process.
private final class Workshop {
  private struct Failed: Error { let what: String }

  enum Shape { case scalar(String), list([String]) }
  struct Entry {
    let key: String
    let value: Shape
    let isNeeded: Bool
  }

  let folder: String

  init() throws {
    var template = "/tmp/crm-line-XXXXXX".utf8.map { CChar(bitPattern: $0) } + [0]
    guard mkdtemp(&template) != nil, let real = realpath(template, nil) else { throw Failed(what: "mkdtemp") }
    defer { free(real) }
    folder = String(cString: real)
    let made = crm([
      "init", ".", "--no-git", "--timezone", "Europe/Moscow", "--country", "RU", "--currency", "RUB",
    ])
    guard made.status == 0 else { throw Failed(what: made.errors) }
    for kind in Kind.allCases {
      _ = mkdir(folder + "/" + kind.folder, 0o755)
      let entries = Workshop.entries(of: kind)
      let lines = entries.map { entry in
        switch entry.value {
        case .scalar(let text): "\(entry.key): '\(text)'\n"
        case .list(let items): "\(entry.key): [\(items.joined(separator: ", "))]\n"
        }
      }
      try write(path(of: kind), Array(lines.joined().utf8))
    }
    try write("contacts/other-person-p2p2p2p2.yaml", Array("id: p2p2p2p2\nname: Other Person\n".utf8))
    try write("companies/other-c2c2c2c2.yaml", Array("id: c2c2c2c2\nname: Other\n".utf8))
    let check = crm(["check"])
    guard check.status == 0 else { throw Failed(what: String(decoding: check.output, as: UTF8.self)) }
  }

  deinit { _ = try? Subprocess.run("/bin/rm", ["rm", "-rf", "--", folder], environment: []) }

  func crm(_ words: [String]) -> (status: Int32, output: [UInt8], errors: String) {
    let recorder = Recorder()
    let world = World(
      arguments: words, environment: ["CRM_USER": "gleb"], workingDirectory: folder,
      clock: Instant(rfc3339: "2026-11-24T10:00:00+03:00") ?? Instant(seconds: 0), seed: 1)
    let status = CommandRunner.run(world: world, terminal: recorder)
    return (status, recorder.output, recorder.errors)
  }

  func write(_ path: String, _ bytes: [UInt8]) throws {
    guard let file = fopen(folder + "/" + path, "w") else { throw Failed(what: path) }
    defer { fclose(file) }
    guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw Failed(what: path) }
  }

  func read(_ path: String) throws -> [UInt8] {
    guard let file = fopen(folder + "/" + path, "r") else { throw Failed(what: path) }
    defer { fclose(file) }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = fread(&buffer, 1, buffer.count, file)
    return Array(buffer[..<count])
  }

  func path(of kind: Kind) -> String { "\(kind.folder)/one-\(Workshop.id(of: kind)).yaml" }

  static func id(of kind: Kind) -> String {
    switch kind {
    case .contact: "k7f3q2mz"
    case .company: "c7f3q2mz"
    case .lead: "w7f3q2mz"
    case .deal: "d7f3q2mz"
    case .task: "t7f3q2mz"
    case .activity: "a7f3q2mz"
    case .product: "p7f3q2mz"
    case .invoice: "v7f3q2mz"
    }
  }

  /// A record of the kind with most of its fields; an amount set where no currency stands would bring one along.
  static func entries(of kind: Kind) -> [Entry] {
    func need(_ key: String, _ text: String) -> Entry {
      Entry(key: key, value: .scalar(text), isNeeded: true)
    }
    func may(_ key: String, _ text: String) -> Entry {
      Entry(key: key, value: .scalar(text), isNeeded: false)
    }
    func list(_ key: String, _ items: String...) -> Entry {
      Entry(key: key, value: .list(items), isNeeded: false)
    }
    let created = may("created", "2026-11-20T10:15:00+03:00")
    let address = [
      may("address", "Lesnaya 5, 12"), may("city", "Moscow"), may("postal_code", "012345"),
      may("country", "no"),
    ]
    let common = [may("source", "site-form"), may("owner", "gleb"), list("tags", "web", "'b2b'"), created]
    switch kind {
    case .contact:
      return [
        need("id", id(of: kind)), need("name", "Anna Ivanova"), may("first_name", "Anna"),
        may("position", "Head: sales"),
        may("company", "one-c7f3q2mz"), list("emails", "anna@acme.example", "\"a@b.example\""),
        list("phones", "'+79161234567'"), may("birthday", "1990-02-01"), may("keep_in_touch", "30"),
      ] + address + common
    case .company:
      return [
        need("id", id(of: kind)), need("name", "Acme"), may("legal_name", "Acme & Sons, Ltd."),
        may("tax_id", "007701"),
        may("industry", "retail"), may("employees", "12"), may("revenue", "1000000.5"),
      ] + address + common
    case .lead:
      return [
        need("id", id(of: kind)), need("title", "Wants a site"), may("name", "Boris"),
        may("company_name", "No: Name"),
        may("amount", "5000.00"), need("currency", "RUB"), may("status", "new"), may("campaign", "autumn"),
      ] + common
    case .deal:
      return [
        need("id", id(of: kind)), need("title", "Website for Acme"), need("pipeline", "sales"),
        need("stage", "proposal"),
        may("contact", "one-k7f3q2mz"), may("company", "one-c7f3q2mz"), may("amount", "120000.00"),
        need("currency", "RUB"),
        may("probability", "40"), may("expected_close", "2026-12-20"), need("next_step", "one-t7f3q2mz"),
        list("history", "{at: 2026-11-20T10:15:00+03:00, stage: proposal, by: gleb}"),
        may("address", "Tverskaya 1"),
      ]
        + common
    case .task:
      return [
        need("id", id(of: kind)), need("title", "Call Anna"), may("type", "call"), need("status", "open"),
        need("due", "2026-11-25T11:00:00+03:00"), need("deal", "one-d7f3q2mz"), may("owner", "gleb"), created,
      ]
    case .activity:
      return [
        need("id", id(of: kind)), need("type", "call"), need("at", "2026-11-23T11:00:00+03:00"),
        may("contact", "one-k7f3q2mz"),
        may("owner", "gleb"), may("direction", "in"), may("number", "+79161234567"), may("result", "yes"),
        created,
      ]
    case .product:
      return [
        need("id", id(of: kind)), need("name", "Hour of work"), may("sku", "0012"), may("category", "work"),
        may("unit", "hour"),
        may("pack", "8"), may("price", "2500.00"), need("currency", "RUB"), may("active", "true"), created,
      ]
    case .invoice:
      return [
        need("id", id(of: kind)), need("number", "INV-2026-0001"), may("deal", "one-d7f3q2mz"),
        need("amount", "2500.00"), need("currency", "RUB"), may("issued", "2026-11-24"),
        may("due", "2026-12-08"), may("owner", "gleb"), created,
      ]
    }
  }

  /// A new value for a scalar field: the word on the command line and the text in the file.
  static func value(for field: Field, random: inout SeededRandom) -> (word: String, written: String)? {
    func same(_ text: String) -> (String, String) { (text, text) }
    switch field.type {
    case .text:
      if field.key == "timezone" { return same("Asia/Tokyo") }
      // Only the pipeline's own reasons are taken.
      if field.key == "lost_reason" { return same("price") }
      return same(
        [
          "Oslo", "yes", "012", "a: b # c", "- dash", "Привет, мир", "it's \"quoted\"", "~", "1_000", "[x]",
          "=", "{a}", "#", "@x",
          "x" + String(repeating: " long", count: 60), "trailing:", "\\n", "2024-01-01", "ünï 🎉", "%", "!tag",
          "&a", "*a", "| no block",
        ].randomElement(using: &random) ?? "")
    case .choice(let words):
      guard let word = words.last else { return nil }
      return same(word)
    case .user: return same("maria")
    case .currency: return same("USD")
    case .integer:
      let number = 60 + Int(random.next() % 9)
      return same("\(field.range.map { $0.lowerBound + number % $0.count } ?? number)")
    case .number, .money: return same("\(777 + random.next() % 1_000).25")
    case .percent: return same("\(1 + random.next() % 98).25")
    case .boolean: return same("false")
    // A task waits no longer than until it is due.
    case .date where field.key == "wait": return same("2026-11-1\(1 + random.next() % 9)")
    case .date: return same("2027-03-0\(1 + random.next() % 9)")
    case .birthday:
      return same(
        random.next() % 2 == 0 ? "1980-03-0\(1 + random.next() % 9)" : "--03-0\(1 + random.next() % 9)")
    case .deadline where random.next() % 2 == 0: return same("2026-12-0\(1 + random.next() % 4)")
    case .instant, .deadline: return same("2026-11-2\(6 + random.next() % 4)T15:30:00+03:00")
    case .phone: return same("+74951234567")
    case .span: return same("25m")
    case .recurrence: return same(["2 weeks", "first mon", "1 month"].randomElement(using: &random) ?? "")
    case .reference(.contact): return ("p2p2p2p2", "other-person-p2p2p2p2")
    case .reference(.company): return ("c2c2c2c2", "other-c2c2c2c2")
    default: return nil
    }
  }
}
