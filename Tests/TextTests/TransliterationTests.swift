import SeededRandomness
import Testing

@testable import Text

struct TransliterationTests {
  @Test(arguments: [
    ("Анна Иванова", "anna-ivanova"), ("ООО «Щука и Хвост»", "ooo-shchuka-i-khvost"),
    ("Цой Юрий", "tsoy-yuriy"),
    ("Подъезд Объявление Ель", "podezd-obyavlenie-el"), ("Эльза Жёлтая", "elza-zheltaya"),
    ("Ырысты", "yrysty"),
    ("Қанат Әбілқайыр", "kanat-abilkayyr"), ("Їжак Євген", "izhak-yevgen"),
    ("Website for Acme!", "website-for-acme"),
    ("  -- Über/GmbH --  ", "uber-gmbh"), ("O'Neill & Sons", "oneill-sons"), ("日本", "record"), ("", "record"),
    ("日本 Tokyo 2", "tokyo-2"), ("../../etc/passwd", "etc-passwd"),
    ("one two three four five six seven eight nine", "one-two-three-four-five-six-seven-eight"),
    ("one two three four five six seven eights nine", "one-two-three-four-five-six-seven-eights"),
    ("one two three four five six seven eighths nine", "one-two-three-four-five-six-seven"),
  ])
  func slugs(name: String, slug: String) {
    #expect(Transliteration.slug(name) == slug)
  }

  @Test func slugsAreCutHardOnlyInsideOneWord() {
    #expect(Transliteration.slug("abcdefghij", maxLength: 4) == "abcd")
    #expect(Transliteration.slug("ab cdefghij", maxLength: 4) == "ab")
    #expect(Transliteration.slug("abcd efghij", maxLength: 4) == "abcd")
    #expect(Transliteration.slug("abc defghij", maxLength: 4) == "abc")
  }

  @Test func slugsAreAlwaysFileNames() {
    var random = SeededRandom(seed: 20_261_130)
    for _ in 0..<2_000 {
      let text = random.text(maxLength: 60)
      let slug = Transliteration.slug(text)
      #expect(!slug.isEmpty && slug.utf8.count <= 40, "seed \(random.seed): \(text.debugDescription)")
      #expect(slug.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }, "\(slug)")
      #expect(slug.first != "-" && slug.last != "-" && !slug.contains("--"), "\(slug)")
    }
  }

  @Test(arguments: [
    ["хан", "khan", "han", "xan"], ["иванов", "ivanov", "iwanow"],
    ["юрий", "yuriy", "yuri", "jurij", "iurii", "yury"],
    ["яна", "yana", "jana", "iana"], ["щукин", "shchukin", "schukin", "shukin"],
    ["царь", "tsar", "car", "tcar"],
    ["дмитрий", "dmitry", "dmitri", "dmitrii", "dmitrij", "dmitriy"],
    ["алексей", "aleksey", "aleksei", "aleksej"],
    ["наталья", "natalya", "natalia", "natalja", "наталия"], ["федор", "fedor", "fyodor", "fjodor"],
    ["елена", "elena", "yelena", "jelena"], ["чехов", "chekhov", "tchekhov", "chehov"],
    ["анна", "anna", "ana"], ["айгуль", "aigul", "aygul"], ["қанат", "канат", "qanat", "kanat"],
    ["дмитриев", "dmitriev", "dmitriyev"], ["філіпп", "филипп", "filipp", "philip"], ["жуков", "zhukov"],
  ])
  func spellingsShareAKey(spellings: [String]) {
    let keys = Set(spellings.map { Transliteration.canonicalKey(Folding.fold($0)) })
    #expect(keys.count == 1, "\(keys)")
  }

  @Test(arguments: [("максим", "maxim"), ("александр", "alexandr"), ("жанар", "janar")])
  func otherReadingsOfXAndJ(cyrillic: String, latin: String) {
    #expect(Transliteration.canonicalKeys(latin).contains(Transliteration.canonicalKey(cyrillic)))
  }

  @Test(arguments: [
    ("иван", "ivan", "игорь"), ("саша", "sasha", "маша"), ("шум", "shum", "сум"), ("ток", "tok", "док"),
  ])
  func differentWordsKeepDifferentKeys(a: String, b: String, other: String) {
    #expect(Transliteration.canonicalKey(a) == Transliteration.canonicalKey(b))
    #expect(Transliteration.canonicalKey(a) != Transliteration.canonicalKey(other))
  }

  @Test func beginningsGiveBeginnings() {
    for (word, start) in [
      ("дмитриев", "dmitri"), ("александр", "aleks"), ("юрьев", "yur"), ("шереметьев", "sher"),
    ] {
      #expect(Transliteration.canonicalKey(word).hasPrefix(Transliteration.canonicalKey(start)), "\(word)")
    }
  }

  @Test(arguments: [
    ("bdfyjd", "иванов"), ("шмфтщм", "ivanov"), (";tyz", "женя"), ("BDFYJD", "иванов"),
    ("ghbdtn vbh", "привет мир"),
    ("`krf", "ёлка"), ("фсьу", "acme"),
  ])
  func swapsKeyboardLayouts(typed: String, meant: String) {
    #expect(KeyboardLayout.swapped(typed) == meant)
  }

  @Test func nothingToSwap() {
    #expect(KeyboardLayout.swapped("") == nil)
    #expect(KeyboardLayout.swapped("123 -") == nil)
  }
}
