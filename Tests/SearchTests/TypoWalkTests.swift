import Records
import SeededRandomness
import Testing
import Text

@testable import Search

/// The walk finds exactly what comparing with every text would.
@Suite struct TypoWalkTests {
  @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64]) func agreesWithEveryDistance(_ seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let letters = Array(seed % 2 == 0 ? "abcd" : "абвä1")
    func word(_ most: Int) -> String { String((0...random.below(most)).map { _ in random.draw(letters) }) }
    let texts = Set((0..<400).map { _ in word(9) })
    let source = MemoryTerms(texts: texts.map { [$0] })
    let words = (0..<source.count(.words)).map { index in
      source.withText(.words, index) { String(decoding: $0, as: UTF8.self) }
    }
    for _ in 0..<60 {
      let pattern = Folding.fold(word(9))
      let limit = 1 + random.below(2)
      let beginningLimit = random.below(limit + 2) - 1
      var found: [String: String] = [:]
      TypoWalk(pattern, limit: limit, beginningLimit: beginningLimit)?.run(source, .words) { typo in
        found[words[typo.index]] = "\(typo.distance) \(typo.isBeginning)"
      }
      var wanted: [String: String] = [:]
      for text in words {
        if let distance = EditDistance.optimalStringAlignment(pattern, text, limit: limit) {
          wanted[text] = "\(distance) false"
          continue
        }
        let nearest = (0...text.count).map { count in
          EditDistance.optimalStringAlignment(pattern, String(text.prefix(count)), limit: 20) ?? 20
        }.min()
        if let nearest, nearest <= min(beginningLimit, limit) { wanted[text] = "\(nearest) true" }
      }
      #expect(found == wanted, "seed \(seed): \(pattern) within \(limit), beginnings \(beginningLimit)")
    }
  }

  @Test func takesNoEmptyOrEndlessWord() {
    #expect(TypoWalk("", limit: 1, beginningLimit: 0) == nil)
    #expect(TypoWalk("word", limit: 0, beginningLimit: 0) == nil)
    #expect(TypoWalk(String(repeating: "a", count: 40), limit: 2, beginningLimit: 0) == nil)
  }
}
