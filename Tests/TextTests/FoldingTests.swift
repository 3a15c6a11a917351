import Testing

@testable import Text

struct FoldingTests {
  @Test(arguments: [
    ("", ""), ("already folded 42", "already folded 42"), ("Hello, WORLD", "hello, world"),
    ("Éclair à la crème", "eclair a la creme"), ("E\u{301}clair", "eclair"),
    ("Ёлка ёж", "елка еж"), ("Е\u{308}лка", "елка"), ("ЙОД Чайковский", "йод чайковский"),
    ("Чаи\u{306}ковскии\u{306}", "чайковский"), ("Straße STRAẞE", "strasse strasse"), ("Łódź", "lodz"),
    ("Søren Kjærgård", "soren kjaergard"), ("Đorđe", "dorde"), ("Œuvre", "oeuvre"),
    ("İstanbul ılık", "istanbul ilik"),
    ("Nguyễn Thị Ánh", "nguyen thi anh"), ("ΑΘΉΝΑΣ", "αθηνασ"), ("Ўзбекистон", "узбекистон"),
    ("Қазақстан", "қазақстан"),
    ("Ｆｕｌｌ１", "full1"), ("ﬁle", "file"), ("co\u{AD}op", "coop"), ("日本", "日本"), ("ԱՐԱՄ", "արամ"),
    ("Þór", "thor"),
  ])
  func foldsCaseAndAccents(text: String, folded: String) {
    #expect(Folding.fold(text) == folded)
    #expect(Array(Folding.fold(text).utf8) == Array(folded.utf8))
  }

  @Test func foldingTwiceChangesNothing() {
    for value in UInt32(0)..<0x20000 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let once = Folding.fold(String(scalar))
      #expect(Folding.fold(once) == once, "U+\(String(value, radix: 16))")
    }
  }

  @Test func bytesFoldAsScalarsDo() {
    for value in UInt32(0)..<0x2100 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      for text in [String(scalar), "Aé\(scalar)Ж", "и\(scalar)", "\(scalar)\u{306} "] {
        let (quick, whole) = (Folding.fold(text), Folding.foldByScalars(text))
        #expect(Array(quick.utf8) == Array(whole.utf8), "U+\(String(value, radix: 16))")
      }
    }
  }

  @Test(arguments: [[0xD0], [0x41, 0xC3], [0xC3, 0x41], [0xC3, 0xC3], [0x80], [0xFF, 0x41]] as [[UInt8]])
  func brokenBytesFoldToNothing(bytes: [UInt8]) {
    var folded: [UInt8] = [0x7A]
    let isFolded = bytes.withUnsafeBytes { Folding.fold($0, onto: &folded) }
    #expect(!isFolded)
    #expect(folded == [0x7A])
  }

  @Test func tablesCoverTheirBlocks() {
    #expect(FoldingTables.latin.count == 0x250 - 0xC0)
    #expect(FoldingTables.greekAndCyrillic.count == 0x530 - 0x370)
    #expect(FoldingTables.latinAdditional.count == 0x2000 - 0x1E00)
  }

  @Test(arguments: [
    ("", []), ("Иван  Петров-Водкин", ["иван", "петров", "водкин"]), ("O'Neill", ["o", "neill", "oneill"]),
    ("Мар’яна Кох", ["мар", "яна", "маряна", "кох"]), ("'quoted'", ["quoted"]),
    ("a@b.com", ["a", "b", "com"]),
    ("№5, 3-й дом", ["5", "3", "й", "дом"]), ("rock''n", ["rock", "n"]), ("l'", ["l"]), ("  ", []),
  ])
  func splitsWords(text: String, words: [String]) {
    #expect(Folding.words(text) == words)
  }

  @Test func joinedWordsKeepTheWholeAlone() {
    #expect(Folding.joinedWords("Shaquille O'Neal, D’Artagnan") == ["shaquille", "oneal", "dartagnan"])
  }
}
