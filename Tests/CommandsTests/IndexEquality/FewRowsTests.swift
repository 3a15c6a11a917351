import SeededRandomness
import Store
import Testing

/// An import of few rows looks its records up in the index; it decides as one that looks at all of them.
@Suite struct FewRowsTests {
  private static let given = [
    "Anna", "anna", "ANNA", "O'Neill", "O’Neill", "Ёлка", "Елка", "Zoë", "Jose\u{301}", "Ann-Marie", "İnci",
    "北京",
  ]
  private static let family = [
    "Weber", "WEBER", "d'Arc", "Müller", "von der Heide", "Иванов", "и\u{306}од", "Straße",
  ]
  private static let addresses = [
    "anna@acme.example", "Anna@ACME.example", "mailto:anna@acme.example", "o'neill@x.example",
    "info@acme.example",
    "a.b-c+d@sub.x.example", "müller@x.example", "К@x.example", "K@x.example", "@", "…",
  ]
  private static let numbers = [
    "+49301234567", "030 1234567", "+49 30 1234567", "+52 1 55 1234 5678", "+525512345678", "112", "none",
  ]
  private static let links = [
    "https://www.acme.example/", "acme.example", "HTTP://acme.example/a?b=c", "t.me/anna",
    "https://bücher.example",
  ]

  private static func list(_ key: String, _ values: [String]) -> String {
    values.isEmpty ? "" : "\(key): [\(values.map { "\"\($0)\"" }.joined(separator: ", "))]\n"
  }

  @Test func rowsAreMatchedAsAmongAllRecords() throws {
    let repository = try EditedRepository(seed: 1, usesGit: false)
    // Those of random repositories cannot all be read.
    _ = try Subprocess.run("/bin/rm", ["rm", "-rf", "--", repository.place("contacts")], environment: [])
    var random = SeededRandom(seed: 16_001)
    func some(_ values: [String]) -> [String] { values.filter { _ in random.chance(12) } }
    func name() -> String { "\(random.pick(FewRowsTests.given)) \(random.pick(FewRowsTests.family))" }
    for number in 100..<300 {
      try repository.write(
        "contacts/x-few00\(number).yaml",
        Array(
          ("id: few00\(number)\nname: \"\(name())\"\n"
            + FewRowsTests.list("emails", some(FewRowsTests.addresses))
            + FewRowsTests.list("phones", some(FewRowsTests.numbers))
            + FewRowsTests.list("links", some(FewRowsTests.links)) + "created: 2026-11-01T10:00:00+01:00\n")
            .utf8))
    }
    _ = repository.crm(["contacts", "list"])
    var results: [String: Int] = [:]
    for _ in 0..<60 {
      let cells = [some(FewRowsTests.addresses), some(FewRowsTests.numbers), some(FewRowsTests.links)].map {
        $0.joined(separator: "; ")
      }
      let row = ([name()] + cells).map { "\"\($0)\"" }.joined(separator: ",")
      try repository.write("few.csv", Array("Name,Email,Phone,Website\n\(row)\n".utf8))
      let words = ["imports", "preview", "few.csv", "--kind", "contact", "--json"]
      let (warm, files) = (repository.crm(words), repository.crm(words, reading: .files))
      let difference = OutcomeDifference.describe(files, warm)
      #expect(difference == nil, "\(row): \(difference ?? "")")
      let text = String(decoding: files.output, as: UTF8.self)
      for result in ["created", "updated", "unchanged", "rejected"]
      where text.contains("\"outcome\": \"\(result)\"") {
        results[result, default: 0] += 1
      }
    }
    #expect(["created", "updated", "unchanged", "rejected"].allSatisfy { results[$0, default: 0] > 2 })
  }
}
