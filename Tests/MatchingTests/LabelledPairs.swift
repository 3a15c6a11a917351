import SeededRandomness
import Text

/// Two records of which it is known whether they are one.
struct LabelledPair {
  let kind: String
  /// What makes them alike, or two.
  let form: String
  let isSame: Bool
  /// Fields by their keys; `company` is a name.
  var a: [String: String]
  var b: [String: String]
}

/// Makes labelled pairs: typing errors, alphabets, patronymics, short forms, initials and new family names of one person;
/// families, colleagues, namesakes and role addresses of two. Every name is invented.
struct LabelledPairs {
  private var random: SeededRandom
  private var used: Set<String> = []
  private var serial = 0

  static func make(seed: UInt64, each: Int) -> [LabelledPair] {
    var maker = LabelledPairs(random: SeededRandom(seed: seed))
    var pairs: [LabelledPair] = []
    for _ in 0..<each {
      pairs += maker.samePeople() + maker.otherPeople() + maker.sameCompanies() + maker.otherCompanies()
    }
    return pairs
  }

  // MARK: Material

  private static let men = [
    "Александр", "Алексей", "Андрей", "Антон", "Борис", "Владимир", "Григорий", "Дмитрий", "Евгений", "Иван",
    "Константин", "Михаил", "Николай", "Павел", "Роман", "Сергей", "Степан", "Тимофей", "Федор", "Юрий",
  ]
  private static let women = [
    "Анна", "Вера", "Галина", "Дарья", "Екатерина", "Елена", "Ирина", "Ксения", "Лариса", "Мария", "Надежда",
    "Наталья", "Ольга", "Светлана", "Татьяна", "Юлия",
  ]
  private static let short: [String: String] = [
    "Александр": "Саша", "Алексей": "Лёша", "Дмитрий": "Дима", "Владимир": "Вова", "Михаил": "Миша",
    "Николай": "Коля", "Павел": "Паша", "Сергей": "Серёжа", "Евгений": "Женя", "Григорий": "Гриша",
    "Robert": "Bob", "William": "Bill", "Elizabeth": "Liz", "Katherine": "Kate", "Michael": "Mike",
    "Thomas": "Tom", "Екатерина": "Катя", "Наталья": "Наташа", "Мария": "Маша", "Татьяна": "Таня",
  ]
  private static let western = [
    "Robert", "William", "Elizabeth", "Katherine", "Michael", "Thomas", "Günter", "Claudia", "Stefan", "Ute",
    "Pierre", "Chloé", "Oliver", "Hannah",
  ]
  private static let fathers = [
    "Александров", "Борисов", "Викторов", "Иванов", "Михайлов", "Николаев", "Петров", "Семёнов", "Фёдоров",
  ]
  private static let heads = [
    "Бор", "Вер", "Гор", "Дуб", "Жар", "Зим", "Кал", "Лук", "Мед", "Нос", "Пан", "Руд", "Сав", "Тар", "Фад",
    "Хар", "Чер", "Шад", "Яро", "Бел", "Гру", "Дро", "Клю", "Ман", "Пле", "Рыж", "Сто", "Труб", "Шум", "Язь",
  ]
  private static let middles = [
    "аш", "ед", "ик", "ом", "ун", "ыш", "ал", "ен", "ит", "ох", "уш", "ян", "ель", "ап", "ос",
  ]
  private static let westernHeads = [
    "Abel", "Bren", "Cal", "Dorn", "Eich", "Fal", "Gries", "Hart", "Kess", "Lind", "Mar", "Nied", "Ost",
    "Rei",
    "Stein", "Thal", "Wald", "Zell", "Burg", "Fried", "Kron", "Moos", "Rott", "Wies",
  ]
  private static let westernTails = [
    "acher", "bauer", "berg", "dale", "feld", "gate", "hofer", "mann", "ner", "ton",
  ]
  private static let cities = [
    "Москва", "Казань", "Berlin", "Hamburg", "Алматы", "London", "Самара", "Leipzig",
  ]
  private static let trades = [
    "Строй", "Техно", "Агро", "Мебель", "Свет", "Вектор", "Гранит", "Север", "Альфа",
  ]
  private static let tails = [
    "Сервис", "Монтаж", "Проект", "Инвест", "Групп", "Дизайн", "Логистика", "Центр",
  ]
  private static let westernTrades = [
    "Nord", "Blue", "Alpen", "Hansa", "Silver", "Ost", "Prima", "Rhein", "Delta",
  ]
  private static let westernWords = [
    "Bau", "Media", "Logistics", "Design", "Systems", "Werke", "Partners", "Foods",
  ]
  private static let roles = ["info", "office", "sales", "buh", "zakaz"]

  private mutating func fresh(_ make: (inout LabelledPairs) -> String) -> String {
    for _ in 0..<1000 {
      let text = make(&self)
      if used.insert(text).inserted { return text }
    }
    serial += 1
    return make(&self) + String(UnicodeScalar(UInt8(97 + serial % 26)))
  }

  private struct Person {
    var given: String
    var family: String
    var patronymic: String?
    var isWoman = false
    var name: String { given + " " + family }
    var full: String { [family, given, patronymic].compactMap { $0 }.joined(separator: " ") }
  }

  private mutating func russian(isWoman: Bool? = nil) -> Person {
    let isWoman = isWoman ?? random.chance(50)
    let stem = fresh {
      $0.random.pick(LabelledPairs.heads) + $0.random.pick(LabelledPairs.middles)
        + $0.random.pick(["ов", "ин", "ев"])
    }
    let father = random.pick(LabelledPairs.fathers)
    return Person(
      given: random.pick(isWoman ? LabelledPairs.women : LabelledPairs.men),
      family: stem + (isWoman ? "а" : ""),
      patronymic: father + (isWoman ? "на" : "ич"), isWoman: isWoman)
  }

  private mutating func person() -> Person {
    if random.chance(60) { return russian() }
    let family = fresh {
      $0.random.pick(LabelledPairs.westernHeads) + $0.random.pick(LabelledPairs.westernTails)
    }
    return Person(given: random.pick(LabelledPairs.western), family: family)
  }

  private mutating func phone() -> String {
    "+7\(random.number(900...999))\(random.number(1_000_000...9_999_999))"
  }
  private mutating func landline() -> String { "+7495\(random.number(1_000_000...9_999_999))" }
  private mutating func birthday() -> String {
    "19\(random.number(50...99))-\(random.number(10...12))-\(random.number(10...28))"
  }

  private mutating func email(_ person: Person, at host: String? = nil) -> String {
    serial += 1
    let local = Transliteration.slug(random.chance(50) ? person.name : person.family).replacing(
      "-", with: ".")
    return
      "\(local)\(random.chance(30) ? "\(serial)" : "")@\(host ?? random.pick(["mail.example", "post.example"]))"
  }

  private mutating func companyName() -> String {
    if random.chance(50) {
      return fresh {
        $0.random.pick(LabelledPairs.trades) + $0.random.pick(LabelledPairs.tails) + " "
          + $0.random.pick(LabelledPairs.heads) + $0.random.pick(LabelledPairs.middles)
      }
    }
    return fresh {
      $0.random.pick(LabelledPairs.westernTrades) + " " + $0.random.pick(LabelledPairs.westernWords) + " "
        + $0.random.pick(LabelledPairs.westernHeads)
    }
  }

  /// One error of typing: a letter missing, doubled, swapped or another one.
  private mutating func misspelled(_ word: String) -> String {
    var letters = Array(word)
    let place = random.number(1...max(1, letters.count - 2))
    switch random.number(0...3) {
    case 0: letters.remove(at: place)
    case 1: letters.insert(random.pick(["р", "о", "e", "t"]), at: place)
    case 2: letters.swapAt(place, place - 1)
    default: letters[place] = letters[place] == "к" ? "т" : "к"
    }
    return String(letters)
  }

  private static func latin(_ text: String) -> String {
    text.split(separator: " ").map { word in
      let latin = Transliteration.latin(Folding.fold(String(word)))
      return latin.prefix(1).uppercased() + latin.dropFirst()
    }.joined(separator: " ")
  }

  // MARK: One person

  private mutating func samePeople() -> [LabelledPair] {
    var pairs: [LabelledPair] = []
    func add(_ form: String, _ a: [String: String], _ b: [String: String]) {
      pairs.append(LabelledPair(kind: "contact", form: form, isSame: true, a: a, b: b))
    }
    var who = person()
    let company = companyName()
    var wrong = Person(given: who.given, family: misspelled(who.family))
    add(
      "typing error, one company", ["name": who.name, "company": company],
      ["name": wrong.name, "company": company])

    who = person()
    wrong = Person(given: who.given, family: misspelled(who.family))
    let number = phone()
    add(
      "typing error, one phone", ["name": who.name, "phones": number],
      ["name": wrong.name, "phones": number, "emails": email(who)])

    who = russian()
    let address = email(who)
    add(
      "alphabets, one email", ["name": who.full, "emails": address],
      ["name": LabelledPairs.latin(who.name), "emails": address.uppercased()])
    who = russian()
    let other = companyName()
    add(
      "alphabets, one company", ["name": who.name, "company": other, "phones": phone()],
      ["name": LabelledPairs.latin(who.full), "company": other])

    who = russian()
    add(
      "patronymic missing", ["name": who.full, "phones": phone()], ["name": who.name, "emails": email(who)])

    let given = random.pick(Array(LabelledPairs.short.keys.sorted()))
    who = Person(given: given, family: person().family)
    let third = companyName()
    let nick = Person(given: LabelledPairs.short[given] ?? "", family: who.family)
    add(
      "short form, one company", ["name": who.name, "company": third],
      ["name": nick.name, "company": third, "phones": phone()])
    let shared = phone()
    who.family = person().family
    add(
      "short form, one phone", ["name": who.name, "phones": shared],
      ["name": (LabelledPairs.short[given] ?? "") + " " + who.family, "phones": shared])

    who = russian()
    let initials = "\(who.family) \(who.given.prefix(1)). \((who.patronymic ?? "").prefix(1))."
    let fourth = companyName()
    add(
      "initials, one company", ["name": who.full, "company": fourth],
      ["name": initials, "company": fourth, "emails": email(who)])

    who = russian(isWoman: true)
    let kept = email(who)
    add(
      "new family name, one email", ["name": who.name, "emails": kept],
      ["name": who.given + " " + russian(isWoman: true).family, "emails": kept])

    who = person()
    let mobile = phone()
    add(
      "words in another order, one phone", ["name": who.name, "phones": mobile],
      ["name": who.family + " " + who.given, "phones": mobile, "city": random.pick(LabelledPairs.cities)])

    who = person()
    add(
      "one name, different fields known", ["name": who.name, "phones": phone(), "city": "Berlin"],
      ["name": who.name, "emails": email(who)])
    who = person()
    let born = birthday()
    add(
      "one name and birthday, other phones", ["name": who.name, "phones": phone(), "birthday": born],
      ["name": who.name, "phones": phone(), "birthday": born])
    return pairs
  }

  // MARK: Two people

  private mutating func otherPeople() -> [LabelledPair] {
    var pairs: [LabelledPair] = []
    func add(_ form: String, _ a: [String: String], _ b: [String: String]) {
      pairs.append(LabelledPair(kind: "contact", form: form, isSame: false, a: a, b: b))
    }
    let husband = russian(isWoman: false)
    let home = ["phones": landline(), "address": "Лесная 5", "city": "Казань"]
    add(
      "couple at one address", home.merging(["name": husband.name]) { a, _ in a },
      home.merging(["name": random.pick(LabelledPairs.women) + " " + husband.family + "а"]) { a, _ in a })
    add(
      "father and son", home.merging(["name": "\(husband.family) Сергей Петрович"]) { a, _ in a },
      home.merging(["name": "\(husband.family) Петр Сергеевич"]) { a, _ in a })
    let couple = russian(isWoman: false)
    let joint = phone()
    add(
      "Александр and Александра", ["name": "Александр \(couple.family)", "phones": joint],
      ["name": "Александра \(couple.family)а", "phones": joint])

    let office = landline()
    let company = companyName()
    let (one, two) = (person(), person())
    add(
      "colleagues at a switchboard", ["name": one.name, "company": company, "phones": office],
      ["name": two.name, "company": company, "phones": office])
    let boss = russian(isWoman: false)
    add(
      "brothers in one company", ["name": boss.name, "company": company, "phones": office],
      [
        "name": (boss.given == "Иван" ? "Роман " : "Иван ") + boss.family, "company": company,
        "phones": office,
      ])
    let sister = russian(isWoman: true)
    add(
      "Мария and Марина in one company", ["name": "Мария " + sister.family, "company": company],
      ["name": "Марина " + sister.family, "company": company])
    let clerk = russian(isWoman: false)
    add(
      "one initial, two given names", ["name": "\(clerk.family) Сергей", "company": company],
      ["name": "\(clerk.family) Степан", "company": company])

    var who = person()
    add(
      "namesakes elsewhere",
      [
        "name": who.name, "company": companyName(), "emails": email(who, at: "north.example"),
        "phones": phone(),
      ],
      [
        "name": who.name, "company": companyName(), "emails": email(who, at: "south.example"),
        "phones": phone(),
      ])
    who = russian()
    add(
      "other patronymics", ["name": who.full, "phones": phone()],
      ["name": "\(who.family) \(who.given) \(who.isWoman ? "Аркадьевна" : "Аркадьевич")", "phones": phone()])
    let role = "\(random.pick(LabelledPairs.roles))@\(Transliteration.slug(company)).example"
    add("a role address", ["name": person().name, "emails": role], ["name": person().name, "emails": role])
    who = person()
    add(
      "one name, other birthdays", ["name": who.name, "city": "Berlin", "birthday": "1961-10-11"],
      ["name": who.name, "city": "Berlin", "birthday": "1988-11-12"])
    let (first, second) = (person(), person())
    let number = landline()
    add(
      "other extensions", ["name": first.given + " " + first.family, "phones": number + " ext. 12"],
      ["name": second.name, "phones": number + " ext. 14"])
    return pairs
  }

  // MARK: Companies

  private mutating func sameCompanies() -> [LabelledPair] {
    var pairs: [LabelledPair] = []
    func add(_ form: String, _ a: [String: String], _ b: [String: String]) {
      pairs.append(LabelledPair(kind: "company", form: form, isSame: true, a: a, b: b))
    }
    var name = companyName()
    add("legal forms", ["name": "ООО «\(name)»", "city": "Казань"], ["name": name.uppercased()])
    name = companyName()
    add("alphabets", ["name": name + " GmbH", "phones": landline()], ["name": LabelledPairs.latin(name)])
    name = companyName()
    let host = Transliteration.slug(name) + ".example"
    add(
      "typing error, one domain", ["name": name, "links": "https://www.\(host)/"],
      ["name": misspelled(name), "emails": "post@\(host)"])
    name = companyName()
    let number = "77\(random.number(10_000_000...99_999_999))"
    add("one tax id", ["name": name, "tax_id": number], ["name": companyName(), "tax_id": number])
    name = companyName()
    add("typing error", ["name": name + " Ltd"], ["name": misspelled(name), "city": "London"])
    return pairs
  }

  private mutating func otherCompanies() -> [LabelledPair] {
    var pairs: [LabelledPair] = []
    func add(_ form: String, _ a: [String: String], _ b: [String: String]) {
      pairs.append(LabelledPair(kind: "company", form: form, isSame: false, a: a, b: b))
    }
    let name = companyName()
    add(
      "one name, other tax ids",
      ["name": name, "tax_id": "1\(random.number(100_000...999_999))", "city": "Казань"],
      ["name": "ЗАО " + name, "tax_id": "2\(random.number(100_000...999_999))", "city": "Самара"])
    serial += 1
    let quarter = random.pick(LabelledPairs.heads) + random.pick(LabelledPairs.middles)
    add("numbers", ["name": "Школа \(serial) \(quarter)"], ["name": "Школа \(serial + 700) \(quarter)"])
    let owner = "holding\(serial).example"
    add(
      "firms of one owner", ["name": companyName(), "emails": "a@\(owner)"],
      ["name": companyName(), "emails": "b@\(owner)"])
    let place = landline()
    add(
      "one business centre", ["name": companyName(), "phones": place, "city": "Москва"],
      ["name": companyName(), "phones": place, "city": "Москва"])
    return pairs
  }
}
