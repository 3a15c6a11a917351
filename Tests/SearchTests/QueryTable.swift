import SeededRandomness
import Text

/// Queries about a team, each with the records that may be meant; an ambiguous query is left out.
final class QueryTable {
  struct Query {
    let way: String
    let text: String
    let meant: Set<String>
  }

  private(set) var queries: [Query] = []
  private let team: Team
  private var random = SeededRandom(seed: 42)
  private let perWay: Int
  private let sameName: [String: Set<String>]

  init(_ team: Team, perWay: Int) {
    self.team = team
    self.perWay = perWay
    var sameName: [String: Set<String>] = [:]
    for person in team.people { sameName[QueryTable.name(person), default: []].insert(person.id) }
    self.sameName = sameName
    addNames()
    addErrors()
    addScripts()
    addNumbers()
    addOthers()
  }

  private static func name(_ person: Team.Person) -> String {
    Folding.fold(person.first) + " " + Folding.fold(person.last)
  }

  private func all(_ person: Team.Person) -> Set<String> { sameName[QueryTable.name(person)] ?? [] }

  /// Asks `make` about people until there are enough queries.
  private func add(
    _ way: String, where isFit: (Team.Person) -> Bool = { _ in true },
    _ make: (Team.Person, inout SeededRandom) -> (String, Set<String>)?
  ) {
    let people = team.people.filter(isFit)
    guard !people.isEmpty else { return }
    var found = 0
    for _ in 0..<(perWay * 20) where found < perWay {
      guard let (text, meant) = make(random.draw(people), &random), !meant.isEmpty else { continue }
      queries.append(Query(way: way, text: text, meant: meant))
      found += 1
    }
  }

  /// True where nobody of another name is as near to what was typed.
  private func isUnambiguous(_ person: Team.Person, first: String, last: String) -> Bool {
    func distance(_ typed: String, _ name: String) -> Int {
      let name = Folding.fold(name)
      if name.hasPrefix(typed) { return 0 }
      return EditDistance.optimalStringAlignment(typed, name, limit: 3) ?? 9
    }
    let (first, last) = (Folding.fold(first), Folding.fold(last))
    let own = distance(first, person.first) + distance(last, person.last)
    let same = all(person)
    return team.people.allSatisfy { other in
      same.contains(other.id) || distance(first, other.first) + distance(last, other.last) > own
    }
  }

  private func addNames() {
    add("full name") { person, _ in ("\(person.first) \(person.last)", all(person)) }
    add("without marks", where: { Folding.fold($0.first) != $0.first.lowercased() }) { person, _ in
      (QueryTable.name(person), all(person))
    }
    add("beginnings") { person, _ in
      let (first, last) = (Folding.fold(person.first).prefix(3), Folding.fold(person.last).prefix(5))
      let meant = team.people.filter { other in
        let words = [Folding.fold(other.first), Folding.fold(other.last)]
        return words.contains { $0.hasPrefix(first) } && words.contains { $0.hasPrefix(last) }
      }
      return ("\(last) \(first)", Set(meant.map(\.id)))
    }
    let short = [
      "Александр": "Саша", "Алексей": "Лёша", "Дмитрий": "Дима", "Михаил": "Миша", "Мария": "Маша",
      "Екатерина": "Катя",
      "Татьяна": "Таня", "Владимир": "Вова", "Евгений": "Женя", "Наталья": "Наташа", "Иван": "Ваня",
      "Юлия": "Юля",
      "Robert": "Bob", "William": "Bill", "Richard": "Dick", "Elizabeth": "Liz", "Michael": "Mike",
      "Jennifer": "Jenny",
      "Katherine": "Kate", "Edward": "Ted", "Charles": "Chuck", "Thomas": "Tom", "Margaret": "Peggy",
      "Anthony": "Tony",
    ]
    for way in ["short name", "short name in the other script"] {
      add(way, where: { short[$0.first] != nil && ($0.isRussian || way == "short name") }) { person, _ in
        guard let name = short[person.first] else { return nil }
        // Саша may be a man or a woman, and so may the beginning of a surname.
        let others = team.people.filter { other in
          PersonName.variants(of: Folding.fold(name)).contains(Folding.fold(other.first))
            && Folding.fold(other.last).hasPrefix(Folding.fold(person.last))
        }
        let text = "\(name) \(person.last)".lowercased()
        let isOther = way != "short name"
        return (isOther ? Typist.latin(text, scheme: 0) : text, Set(others.map(\.id)))
      }
    }
  }

  private func addErrors() {
    for slip in Typist.Slip.allCases {
      add("surname, \(slip)", where: { $0.last.count >= 4 }) { person, random in
        let last = Typist.slip(person.last, slip, &random)
        guard last != person.last, isUnambiguous(person, first: person.first, last: last) else { return nil }
        return ("\(person.first) \(last)", all(person))
      }
    }
    add("both names", where: { $0.first.count >= 4 && $0.last.count >= 4 }) { person, random in
      let first = Typist.slip(person.first, random.draw(Typist.Slip.allCases), &random)
      let last = Typist.slip(person.last, random.draw(Typist.Slip.allCases), &random)
      guard isUnambiguous(person, first: first, last: last) else { return nil }
      return ("\(last) \(first)", all(person))
    }
    add("two errors", where: { $0.last.count >= 9 }) { person, random in
      let once = Typist.slip(person.last, .missing, &random)
      let last = Typist.slip(once, .wrong, &random)
      guard last.count >= 8, isUnambiguous(person, first: person.first, last: last) else { return nil }
      return ("\(person.first) \(last)", all(person))
    }
    add("beginning with an error", where: { $0.last.count >= 8 }) { person, random in
      let last = Typist.slip(String(person.last.prefix(6)), random.draw([.wrong, .exchanged]), &random)
      let rivals = team.people.filter { other in
        Folding.fold(other.first) == Folding.fold(person.first)
          && (4...8).contains { count in
            EditDistance.optimalStringAlignment(
              Folding.fold(last), String(Folding.fold(other.last).prefix(count)), limit: 1) != nil
          }
      }
      let meant = Set(rivals.map(\.id))
      return meant == all(person) ? ("\(person.first) \(last)", meant) : nil
    }
  }

  private func addScripts() {
    func spelled(_ person: Team.Person) -> Set<String> {
      // Whoever sounds alike is meant as well.
      let key = Transliteration.canonicalKey(Folding.fold(person.last))
      return Set(
        team.people.filter {
          Transliteration.canonicalKey(Folding.fold($0.last)).hasPrefix(key)
            && Transliteration.canonicalKey(Folding.fold($0.first))
              == Transliteration.canonicalKey(Folding.fold(person.first))
        }.map(\.id))
    }
    for scheme in 0..<3 {
      add("Latin spelling \(scheme)", where: \.isRussian) { person, _ in
        (Typist.latin("\(person.first) \(person.last)".lowercased(), scheme: scheme), spelled(person))
      }
    }
    add("Cyrillic spelling", where: { !$0.isRussian }) { person, _ in
      (Typist.cyrillic("\(person.first) \(person.last)"), spelled(person))
    }
    add("Latin spelling with an error", where: { $0.isRussian && $0.last.count >= 5 }) { person, random in
      let last = Typist.slip(Typist.latin(person.last.lowercased(), scheme: 0), .exchanged, &random)
      let first = Typist.latin(person.first.lowercased(), scheme: 0)
      let near = team.people.filter { other in
        Typist.latin(other.first.lowercased(), scheme: 0) == first
          && EditDistance.optimalStringAlignment(
            last, Typist.latin(other.last.lowercased(), scheme: 0), limit: 2) != nil
      }
      return Set(near.map(\.id)) == all(person) ? ("\(first) \(last)", all(person)) : nil
    }
    add("Cyrillic on a Latin keyboard", where: \.isRussian) { person, _ in
      (Typist.swapped("\(person.first) \(person.last)"), all(person))
    }
    add("Latin on a Cyrillic keyboard", where: { !$0.isRussian }) { person, _ in
      (Typist.swapped(QueryTable.name(person)), all(person))
    }
    add("wrong keyboard with an error", where: { $0.isRussian && $0.last.count >= 5 }) { person, random in
      let last = Typist.slip(person.last, .exchanged, &random)
      guard isUnambiguous(person, first: person.first, last: last) else { return nil }
      return (Typist.swapped("\(person.first) \(last)"), all(person))
    }
  }

  private func addNumbers() {
    func having(_ digits: String) -> Set<String> {
      Set(team.people.filter { $0.phone.dropFirst().contains(digits) }.map(\.id))
    }
    func cut(_ digits: Substring, _ sizes: [Int], _ signs: [String]) -> String {
      var rest = digits
      var text = ""
      for (size, sign) in zip(sizes, signs) {
        text += sign + rest.prefix(size)
        rest = rest.dropFirst(size)
      }
      return text
    }
    add("whole phone") { person, _ in
      let national = person.phone.dropFirst(2)
      return ("8" + cut(national, [3, 3, 2, 2], [" (", ") ", "-", "-"]), having(String(national)))
    }
    add("end of a phone") { person, _ in
      let digits = person.phone.suffix(7)
      return (cut(digits, [3, 2, 2], ["", "-", "-"]), having(String(digits)))
    }
    add("middle of a phone") { person, _ in
      let digits = person.phone.dropFirst(3).prefix(6)
      return (String(digits), having(String(digits)))
    }
    add("email") { person, _ in (person.email.uppercased(), [person.id]) }
    add("email without its domain") { person, _ in
      (String(person.email.prefix { $0 != "@" }), [person.id])
    }
  }

  private func addOthers() {
    add("domain") { person, _ in
      let company = team.companies[person.company]
      return (
        company.domain, Set([company.id] + team.people.filter { $0.company == person.company }.map(\.id))
      )
    }
    add("person at a company") { person, _ in
      let word = Folding.words(team.companies[person.company].name)[0]
      let meant = team.people.filter {
        Folding.words($0.first) == Folding.words(person.first)
          && Folding.words(team.companies[$0.company].name)[0] == word
      }
      return ("\(word) \(person.first)", Set(meant.map(\.id)))
    }
    add("company with an error") { person, random in
      let name = team.companies[person.company].name
      let words = name.split(separator: " ").map { String($0) }
      let typed = ([Typist.slip(words[0], .exchanged, &random)] + words.dropFirst()).joined(separator: " ")
      let near = team.companies.filter {
        EditDistance.optimalStringAlignment(
          Folding.fold(typed), String(Folding.fold($0.name).prefix(typed.count)), limit: 2) != nil
      }
      return (typed, Set(near.map(\.id)))
    }
    add("deal of a company") { person, _ in
      let own = team.deals.filter { $0.company == person.company }
      guard let deal = own.first else { return nil }
      let company = team.companies[deal.company].name
      let meant = team.deals.filter {
        $0.title == deal.title && team.companies[$0.company].name.hasPrefix(company)
      }
      return ("\(deal.title) \(company)", Set(meant.map(\.id)))
    }
  }
}
