import SeededRandomness
import Testing

@testable import Text

struct EditDistanceTests {
  @Test(arguments: [
    ("", "", 0), ("a", "", 1), ("ivanov", "ivanov", 0), ("ivanov", "ivnaov", 1), ("ca", "abc", 3),
    ("kitten", "sitting", 3),
    ("иванов", "иваново", 1), ("ab", "ba", 1), ("abcdef", "badcfe", 3),
  ])
  func distances(a: String, b: String, distance: Int) {
    #expect(EditDistance.optimalStringAlignment(a, b, limit: 5) == distance)
    #expect(EditDistance.optimalStringAlignment(b, a, limit: distance) == distance)
    if distance > 0 { #expect(EditDistance.optimalStringAlignment(a, b, limit: distance - 1) == nil) }
  }

  @Test func bandAgreesWithTheFullTable() {
    var random = SeededRandom(seed: 7_021)
    for _ in 0..<4_000 {
      let a = Self.word(&random)
      let b = Self.word(&random)
      let expected = Self.fullTable(a, b)
      for limit in 0...4 {
        let found = EditDistance.optimalStringAlignment(a, b, limit: limit)
        #expect(
          found == (expected <= limit ? expected : nil), "seed \(random.seed): \(a) \(b) limit \(limit)")
      }
    }
  }

  private static func word(_ random: inout SeededRandom) -> [Unicode.Scalar] {
    (0..<Int.random(in: 0...7, using: &random)).map { _ in
      ["a", "b", "c"][Int.random(in: 0..<3, using: &random)] as Unicode.Scalar
    }
  }

  private static func fullTable(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    var d = [[Int]](repeating: [Int](repeating: 0, count: b.count + 1), count: a.count + 1)
    for i in 0...a.count { d[i][0] = i }
    for j in 0...b.count { d[0][j] = j }
    for i in 0..<a.count {
      for j in 0..<b.count {
        d[i + 1][j + 1] = min(d[i][j + 1] + 1, d[i + 1][j] + 1, d[i][j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          d[i + 1][j + 1] = min(d[i + 1][j + 1], d[i - 1][j - 1] + 1)
        }
      }
    }
    return d[a.count][b.count]
  }

  @Test(arguments: [
    ("proposl", "proposal"), ("PROPOSAL", "proposal"), ("qual", "qualified"), ("wno", "won"),
    ("qulaified", "qualified"),
    ("contract", nil), ("", nil), ("zz", nil),
  ])
  func nearestStage(word: String, expected: String?) {
    let stages = ["new", "qualified", "proposal", "won", "lost"]
    #expect(EditDistance.nearest(to: word, among: stages) == expected)
  }

  @Test func theFirstOfEqualsWins() {
    #expect(EditDistance.nearest(to: "cat", among: ["bat", "hat"]) == "bat")
    #expect(EditDistance.nearest(to: "телефн", among: ["email", "Телефон"]) == "Телефон")
  }
}
