import Testing

@testable import Text

struct NameTests {
  @Test(arguments: [
    ("саша", "александр"), ("саша", "александра"), ("александр", "саша"), ("bob", "robert"),
    ("robert", "bob"), ("bill", "william"),
    ("sasha", "александр"), ("дима", "дмитрий"), ("женя", "евгения"), ("гоша", "георгий"),
    ("kate", "catherine"),
    ("алексей", "леша"), ("misha", "михаил"), ("alexander", "александр"), ("michael", "михаил"),
  ])
  func shortForms(name: String, variant: String) {
    #expect(PersonName.variants(of: name).contains(variant))
  }

  @Test func variantsAreFoldedAndExcludeTheName() {
    for name in ["саша", "robert", "алена"] {
      let variants = PersonName.variants(of: name)
      #expect(!variants.contains(name))
      #expect(variants.count == Set(variants).count)
      for variant in variants { #expect(Folding.fold(variant) == variant) }
    }
    #expect(PersonName.variants(of: "ыыы").isEmpty)
    #expect(!PersonName.variants(of: "александр").contains("александра"))
  }

  @Test func shortAndFullNamesFindEachOther() {
    for line in PersonNameTable.text.split(separator: "\n") {
      #expect(Folding.fold(String(line)) == line)
      let names = line.split(separator: " ").map { String($0) }
      #expect(names.count >= 2, "\(line)")
      for name in names.dropFirst() where name != names[0] {
        #expect(PersonName.variants(of: names[0]).contains(name), "\(line)")
        #expect(PersonName.variants(of: name).contains(names[0]), "\(line)")
      }
    }
  }

  @Test func everySpellingOfANameFindsIt() {
    let groups = PersonNameTable.text.split(separator: "\n").map {
      $0.split(separator: " ").map { String($0) }
    }
    let known = Set(groups.joined())
    var count = 0
    for name in known {
      for key in Transliteration.canonicalKeys(name) where !known.contains(key) {
        // A spelling that is no name itself finds just what has it for a key.
        let expected = groups.filter { group in
          group.contains {
            Transliteration.canonicalKeys($0).contains { Transliteration.canonicalKeys(key).contains($0) }
          }
        }
        #expect(Set(PersonName.variants(of: key)) == Set(expected.joined()), "\(name): \(key)")
        count += 1
      }
    }
    #expect(count > 100)
  }

  @Test(arguments: [
    ("ООО «Ромашка»", "ромашка"), ("Ромашка, ООО", "ромашка"), ("ПАО Сбербанк", "сбербанк"),
    ("ИП Иванов Иван", "иванов иван"),
    ("ТОО \"Алматы Сервис\"", "алматы сервис"), ("Acme, Inc.", "acme"), ("Acme GmbH & Co. KG", "acme"),
    ("Rossi S.r.l.", "rossi"),
    ("Nowak Sp. z o.o.", "nowak"), ("Novák s.r.o.", "novak"), ("The Coca-Cola Company", "the coca cola"),
    ("Apple", "apple"),
    ("Общество с ограниченной ответственностью “Рога и Копыта”", "рога и копыта"),
    ("O'Reilly Media Inc", "oreilly media"),
    ("Amazon.com, Inc.", "amazon com"), ("LLC", "llc"), ("Inc Co", "inc co"), ("", ""),
    ("Nokia Oyj", "nokia"), ("ACME L.L.C.", "acme"),
    ("SE Ranking", "se ranking"),
  ])
  func companyNames(name: String, folded: String) {
    #expect(CompanyName.foldedWithoutLegalForm(name) == folded)
  }

  @Test(arguments: [
    "ivan@example.com", "a.b+c@sub.example.co", "иван@пример.рф", "o'neill@example.com", "x_y@my-host.org",
    "1@2.io",
  ])
  func plausibleAddresses(text: String) {
    #expect(EmailAddress.isPlausible(text))
  }

  @Test(arguments: [
    "", "ivan", "ivan@", "@example.com", "ivan@example", "a b@example.com", "a@b..com", ".a@b.com",
    "a.@b.com", "a..b@c.com",
    "a@-b.com", "a@b-.com", "a@b.c", "a@1.2.3.4", "a@b@c.com", "Ivan <ivan@example.com>", "a@b.com,c@d.com",
    "a@b.com\n",
  ])
  func implausibleAddresses(text: String) {
    #expect(!EmailAddress.isPlausible(text))
  }

  @Test(arguments: [
    ("  Ivan@Example.COM\n", "ivan@example.com"), ("mailto:A@b.ru", "a@b.ru"), ("", ""), ("  ", ""),
  ])
  func normalizedAddresses(text: String, normalized: String) {
    #expect(EmailAddress.normalized(text) == normalized)
  }
}
