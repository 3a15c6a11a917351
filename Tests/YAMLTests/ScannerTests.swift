import Foundation
import SeededRandomness
import Testing

@testable import YAML

@Suite struct ScannerTests {
  @Test func whatCrmWritesIsScanned() {
    let seed = UInt64.random(in: 0..<1_000_000)
    var exercise = ScannerExercise(random: SeededRandom(seed: seed))
    for round in 0..<1000 {
      let bytes = exercise.written()
      let outcome = ScannerExercise.outcome(bytes)
      #expect(
        outcome == .accepted,
        "seed \(seed) round \(round): \(String(decoding: bytes, as: UTF8.self)) \(outcome)")
    }
  }

  @Test func theRecordsOfTheExamplesAreScanned() throws {
    var root = URL(filePath: #filePath)
    for _ in 0..<3 { root.deleteLastPathComponent() }
    let examples = root.appending(path: "examples")
    let files = try #require(FileManager.default.enumerator(at: examples, includingPropertiesForKeys: nil))
    var count = 0
    while let file = files.nextObject() as? URL {
      guard file.pathExtension == "yaml" else { continue }
      count += 1
      #expect(ScannerExercise.outcome(Array(try Data(contentsOf: file))) == .accepted, "\(file.path)")
    }
    #expect(count > 20)
  }

  @Test func whatIsScannedIsWhatLibyamlReads() {
    let seed = UInt64.random(in: 0..<1_000_000)
    var exercise = ScannerExercise(random: SeededRandom(seed: seed))
    var accepted = 0
    let rounds = 20_000
    for round in 0..<rounds {
      let original =
        exercise.random.chance(20) ? exercise.random.pick(ScannerExercise.handWritten) : exercise.written()
      let bytes = exercise.mutated(original, other: exercise.random.pick(ScannerExercise.handWritten))
      switch ScannerExercise.outcome(bytes) {
      case .accepted: accepted += 1
      case .different(let what):
        Issue.record(
          "seed \(seed) round \(round): \(String(decoding: bytes, as: UTF8.self).debugDescription) \(what)")
      case .declined, .refused: break
      }
    }
    #expect(accepted > rounds / 5)
  }

  @Test(arguments: [
    "a: x", "a: x  # c\n\n  \n# d\nb:   y  \n", "---\na: x\n",
    "a: 'it''s'\n\"b\": \"\\u00e9\\x41\\U0001F600\"\n",
    "a:\n- x\n- k: v\n  l: [m]\n- |\n  n\n", "a:\n  - x\n  # c\n  - y\nb:\n  c:\n    d: e\n",
    "a: |2-\n   x\n\n   y\n",
    "a: |+\n  x\n\n\nb: {c: [d, {e: f}], 'g': \"h\"}  # i\n", "имя: Анна ж # é\nb: [ж, é]\n", "a:\nb: # c\n",
    "a: -x\n",
    "a: x:y#z\nb: C:\\x, y]\n", "own key (x): y\n",
  ])
  func scanned(text: String) { #expect(ScannerExercise.outcome(Array(text.utf8)) == .accepted) }

  @Test(arguments: [
    "", "# c\n", "\u{FEFF}a: x\n", "a: x\r\n", "# c\rb\na: x\n", "a:\tx\n", "\ta: x\n", " a: x\n",
    "a: x\n  y\n",
    "a: x\na: y\n", "é: 1\ne\u{301}: 2\n", "a: {b: 1, b: 2}\n", "a: b: c\n", "a: b:\n", "a: 'x\n  y'\n",
    "a: \"x\n",
    "a: \"\\q\"\n", "a: \"\\ud800\"\n", "a: \"\\U00110000\"\n", "a: 'x' y\n", "a: 'x'#c\n", "a: [x,\n  y]\n",
    "a: [x, ]\n", "a: [x: y]\n", "a: {x, y}\n", "a: {x: }\n", "a: [x]y\n", "a: {{x}}\n", "a: [?x]\n",
    "a: >\n  x\n",
    "a: |\nb: 1\n", "a: |\n  x", "a: |\n  x\n\ty\n", "a: |\n   \n  x\n", "a: |x\n", "a: &x 1\n", "a: *x\n",
    "a: !x 1\n",
    "<<: {a: 1}\n", "? a\n: 1\n", "%YAML 1.1\n---\na: 1\n", "a: 1\n---\nb: 2\n", "a: 1\n...\n", "--- a: 1\n",
    "a:\n- \n", "a:\n- x\n b: 1\n", "a:\n  - x\n - y\n", "a:\n  b: 1\n c: 2\n", "a: - x\n", "- a\n", "x\n",
    "a : x\n",
    "a: @x\n", "a: %x\n", "a: `x\n", "a: ?x\n", "a: :x\n", "\"\": x\n",
  ])
  func leftToLibyaml(text: String) {
    let outcome = ScannerExercise.outcome(Array(text.utf8))
    #expect(outcome == .declined)
  }

  @Test func limitsAreLibyamlsAffair() {
    func outcome(_ text: String, _ limits: Limits) -> ScannerExercise.Outcome {
      ScannerExercise.outcome(Array(text.utf8), limits: limits)
    }
    var limits = Limits(bytes: 100, depth: 3, scalar: 4, events: 50)
    #expect(outcome("a: [[1234]]\n", limits) == .accepted)
    #expect(outcome("a: [[[1234]]]\n", limits) == .declined)
    #expect(outcome("a: 12345\n", limits) == .declined)
    #expect(outcome("a: \"12345\"\n", limits) == .declined)
    #expect(outcome("a: |-\n  12345\n", limits) == .declined)
    limits.events = 8
    #expect(outcome("a: b\nc: d\n", limits) == .declined)
    let key = String(repeating: "k", count: 1025)
    #expect(outcome("\(key): x\n", .record) == .declined)
    #expect(outcome("\"\(key)\": x\n", .record) == .declined)
    #expect(outcome("\(key.prefix(1000)): x\n", .record) == .accepted)
  }
}
