import Merging
import Records
import SeededRandomness
import Testing
import YAML

/// What holds of every merge, on random edits of random records.
@Suite struct MergeLawTests {
  private struct Trial {
    let path: String
    let base: String
    let ours: String
    let theirs: String
    let third: String

    init(seed: UInt64, isQuiet: Bool = false) {
      var edits = RandomEdits(seed: seed, isQuiet: isQuiet)
      let start = edits.random.pick(RandomEdits.starts)
      path = start.path
      base = edits.edited(start.text, count: edits.random.number(0...2))
      ours = edits.edited(base, count: edits.random.number(1...4))
      theirs = edits.edited(base, count: edits.random.number(1...4))
      third = edits.edited(base, count: edits.random.number(1...3))
    }

    func merge(_ ours: String, _ theirs: String) -> RecordMerge.Outcome {
      RecordMergeTests.merge(base, ours, theirs, path: path)
    }

    var said: String { "\(path)\n--- base\n\(base)--- ours\n\(ours)--- theirs\n\(theirs)" }
  }

  @Test(arguments: 0..<40) func lawsHold(_ block: Int) {
    for number in 0..<50 {
      let seed = UInt64(block * 50 + number)
      let trial = Trial(seed: seed)
      let one = trial.merge(trial.ours, trial.theirs)
      let other = trial.merge(trial.theirs, trial.ours)
      let said: Comment = "seed \(seed) \(trial.said)--- merged\n\(RecordMergeTests.text(one))"
      #expect(!one.isText, said)
      #expect(!one.bytes.isEmpty, said)
      // Which side is ours makes no difference, but between marks.
      #expect(one.conflicts.map(\.field) == other.conflicts.map(\.field), said)
      #expect(settled(one, .ours) == settled(other, .theirs), said)
      #expect(settled(one, .theirs) == settled(other, .ours), said)
      // What one side alone changed is that side.
      #expect(trial.merge(trial.ours, trial.base).bytes == Array(trial.ours.utf8), said)
      // A merge of what is merged changes nothing.
      let merged = String(decoding: one.bytes, as: UTF8.self)
      #expect(trial.merge(merged, merged).bytes == one.bytes, said)
      #expect(Ledger(trial.base, trial.ours, trial.theirs, one).lost == [], said)
      // Whatever a person decides, it is a record.
      for choice in [ConflictedFile.Choice.ours, .theirs] {
        #expect(throws: Never.self, said) { try Document(parsing: settled(one, choice), file: trial.path) }
      }
    }
  }

  /// Three that move a deal, or put a file's keys into three orders, are left out: which of them comes last may tell.
  @Test(arguments: 0..<20) func threeMergeAlikeInEveryOrder(_ block: Int) {
    for number in 0..<50 {
      let seed = UInt64(10_000 + block * 50 + number)
      let trial = Trial(seed: seed, isQuiet: true)
      let sides = [trial.ours, trial.theirs, trial.third]
      var results: Set<String> = []
      for order in [[0, 1, 2], [0, 2, 1], [1, 2, 0]] {
        let first = trial.merge(sides[order[0]], sides[order[1]])
        let last = trial.merge(RecordMergeTests.text(first), sides[order[2]])
        guard !first.isConflicted, !last.isConflicted else {
          results = []
          break
        }
        results.insert(RecordMergeTests.text(last))
      }
      #expect(
        results.count <= 1,
        "seed \(seed) \(trial.said)--- third\n\(trial.third)\n\(results.joined(separator: "\n===\n"))")
    }
  }

  /// A merge that keeps one side of a field must be found out.
  @Test func aDroppedEditIsCaught() {
    var caught = 0
    var tried = 0
    for seed in UInt64(50_000)..<50_200 {
      let trial = Trial(seed: seed)
      var outcome = trial.merge(trial.ours, trial.theirs)
      let named = Set(outcome.superseded.map(\.field))
      guard !outcome.isConflicted, let merged = try? Document(parsing: outcome.bytes, file: trial.path),
        let ours = try? Document(parsing: Array(trial.ours.utf8), file: trial.path),
        let key = merged.pairs.first(where: {
          // A stage that lost is in the history, and no edit is dropped with it.
          $0.key != "stage" && !named.contains($0.key) && ours[$0.key] != nil
            && Content(ours[$0.key]?.value) != Content($0.value.value)
        })?.key,
        let bytes = try? merged.spliced([Edit(key, ours[key]?.value)], order: [])
      else { continue }
      tried += 1
      outcome.bytes = bytes
      let isCaught = Ledger(trial.base, trial.ours, trial.theirs, outcome).lost.contains(key)
      if isCaught { caught += 1 }
      #expect(isCaught, "seed \(seed): \(key) \(trial.said)")
    }
    #expect(tried > 60)
    #expect(caught == tried)
  }

  @Test func noBytesAreTooStrange() {
    var random = SeededRandom(seed: 7)
    for round in 0..<400 {
      let start = random.pick(RandomEdits.starts)
      func damaged() -> [UInt8] {
        var bytes = Array(start.text.utf8)
        for _ in 0..<random.number(1...6) {
          let place = random.number(0...bytes.count - 1)
          switch random.number(0...3) {
          case 0: bytes[place] = UInt8(random.number(0...255))
          case 1: bytes.removeSubrange(place..<min(bytes.count, place + random.number(1...40)))
          case 2: bytes.insert(contentsOf: random.text(maxLength: 12).utf8, at: place)
          default: bytes.insert(random.pick([0x0A, 0x0D, 0x20, 0x3A, 0x7B, 0x23]), at: place)
          }
          if bytes.isEmpty { bytes = [0x61] }
        }
        return bytes
      }
      let sides = [damaged(), damaged(), damaged()]
      let one = RecordMerge().merge(
        MergedVersions(path: start.path, base: sides[0], ours: sides[1], theirs: sides[2]))
      let other = RecordMerge().merge(
        MergedVersions(path: start.path, base: sides[0], ours: sides[2], theirs: sides[1]))
      #expect(!one.bytes.isEmpty, "round \(round)")
      #expect(one.isConflicted == other.isConflicted, "round \(round)")
      if !one.isConflicted { #expect(one.bytes == other.bytes, "round \(round)") }
    }
  }

  private func settled(_ outcome: RecordMerge.Outcome, _ choice: ConflictedFile.Choice) -> [UInt8] {
    ConflictedFile(outcome.bytes)?.settled(choice) ?? outcome.bytes
  }
}

/// Looks for edits that are neither in the merged record nor named.
struct Ledger {
  /// The keys of which an edit is nowhere.
  private(set) var lost: [String] = []

  init(_ base: String, _ ours: String, _ theirs: String, _ outcome: RecordMerge.Outcome) {
    let merged = ConflictedFile(outcome.bytes)?.settled(.ours) ?? outcome.bytes
    let texts = [Array(base.utf8), Array(ours.utf8), Array(theirs.utf8), merged]
    let documents = texts.map { try? Document(parsing: $0, file: "x") }
    let named = Set((outcome.conflicts + outcome.superseded).map(\.field))
    let keys = Set(documents.flatMap { $0?.pairs.map(\.key) ?? [] })
    func value(_ side: Int, _ key: String) -> YAMLValue? { documents[side]?[key]?.value }
    let rows = value(3, "history").map(Self.parts) ?? []
    for key in keys.sorted() where !named.contains(key) {
      let (old, result) = (value(0, key), value(3, key))
      for side in [1, 2] {
        let (new, other) = (value(side, key), value(3 - side, key))
        guard Content(new) != Content(old), Content(new) != Content(result) else { continue }
        if key == "stage", rows.contains(where: { $0.contains("stage=" + (new.map(Self.flat) ?? "")) }) {
          continue
        }
        if ["closed", "next_step", "lost_reason"].contains(key), new == nil { continue }
        // Of a list, a map or a text the parts that were added must be there, and those that went must not.
        let (before, after) = (Set(Self.parts(old)), Set(Self.parts(new)))
        let present = Set(Self.parts(result))
        let added = after.subtracting(before)
        let removed = before.subtracting(after)
        let others = Set(Self.parts(other))
        let isWhole =
          added.isSubset(of: present)
          && removed.subtracting(others.subtracting(before)).isDisjoint(with: present)
        if !Self.hasParts(new ?? old) || !isWhole { lost.append(key) }
      }
    }
  }

  private static func hasParts(_ value: YAMLValue?) -> Bool {
    switch value {
    case .list?, .map?: true
    case .text(let text)?, .plain(let text)?: text.contains("\n")
    case nil: false
    }
  }

  /// The leaves of a value, each with the way to it; entries go by their first key.
  private static func parts(_ value: YAMLValue?) -> [String] {
    switch value {
    case nil: []
    case .text(let text)?, .plain(let text)?: text.split(separator: "\n").map(String.init)
    case .map(let entries)?: entries.map { $0.key + "=" + flat($0.value) }
    case .list(let items)?:
      items.flatMap { item -> [String] in
        guard let entries = item.entries, let name = entries.first else { return [flat(item)] }
        if name.key == "at" { return [flat(item)] }
        return entries.map { flat(name.value) + "." + $0.key + "=" + flat($0.value) }
      }
    }
  }

  private static func flat(_ value: YAMLValue) -> String {
    switch value {
    case .text(let text), .plain(let text): text
    case .list(let items): items.map(flat).joined(separator: ",")
    case .map(let entries): entries.map { $0.key + "=" + flat($0.value) }.joined(separator: ",")
    }
  }
}
