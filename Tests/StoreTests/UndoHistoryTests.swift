import Merging
import SeededRandomness
import Testing
import YAML

@testable import Store

/// Random histories of one record: commands, hand edits, deletions and undos, against what must hold after each undo.
///
/// Every value that is ever written is a word of its own, so that its author can be told: `h12` a person, `c12` a
/// command.
@Suite struct UndoHistoryTests {
  private struct History {
    var random: SeededRandom
    var file: [UInt8]? = bytes("id: k7f3q2mz\nname: c0\ncity: c1\ntags: [c2, c3]\n")
    var changes: [ChangedFile] = []
    var words = 10
    /// What was done, and the file after it.
    var steps: [(String, [UInt8]?)] = []

    /// The last steps, for the message of a failure.
    var story: String {
      steps.suffix(8).map { "\($0.0): \(text($0.1) ?? "-")" }.joined(separator: "\n")
    }

    static let path = "contacts/anna-k7f3q2mz.yaml"
    static let keys = ["name", "city", "notes", "source", "zip"]

    mutating func word(_ author: String) -> String {
      words += 1
      return "\(author)\(words)"
    }

    mutating func step() throws {
      switch random.number(0...11) {
      case 0...3: try command()
      case 4...6: try handEdit()
      case 7: handComment()
      case 8: existence()
      default: undo()
      }
    }

    /// Random new values of some keys, words of this author.
    private mutating func edits(_ author: String, _ document: Document) -> [Edit] {
      var edits: [Edit] = []
      for key in Self.keys.shuffled(using: &random).prefix(random.number(1...2)) {
        let clears = key != "name" && random.chance(25)
        edits.append(Edit(key, clears ? nil : .text(word(author))))
      }
      if random.chance(35) {
        var tags = document["tags"]?.items?.map(\.value) ?? []
        if random.chance(40), !tags.isEmpty { tags.remove(at: random.number(0...tags.count - 1)) }
        if random.chance(70) { tags.insert(.text(word(author)), at: random.number(0...tags.count)) }
        edits.append(Edit("tags", .list(tags)))
      }
      return edits
    }

    private mutating func written(by author: String, in file: [UInt8]) throws -> [UInt8] {
      let document = try Document(parsing: file, file: Self.path)
      return try document.spliced(edits(author, document), order: ["id", "name", "city", "tags"])
    }

    private mutating func log(_ before: [UInt8]?, _ after: [UInt8]?) {
      changes.append(
        ChangedFile(path: Self.path, before: before, after: after.map { .content($0) } ?? .absent))
      file = after
    }

    private mutating func command() throws {
      guard let before = file else { return }
      let after = try written(by: "c", in: before)
      if after != before { log(before, after) }
      steps.append(("command", after))
    }

    private mutating func handEdit() throws {
      guard let before = file else { return }
      file = try written(by: "h", in: before)
      steps.append(("by hand", file))
    }

    private mutating func handComment() {
      guard var lines = text(file)?.split(separator: "\n", omittingEmptySubsequences: false) else { return }
      lines.insert("# \(word("h"))"[...], at: random.number(1...max(1, lines.count - 1)))
      file = bytes(lines.joined(separator: "\n"))
      steps.append(("comment", file))
    }

    private mutating func existence() {
      if let before = file {
        if random.chance(30) { file = nil } else if random.chance(40) { log(before, nil) }
      } else {
        log(nil, bytes("id: k7f3q2mz\nname: \(word("c"))\n"))
      }
      steps.append(("existence", file))
    }

    private mutating func undo() {
      guard !changes.isEmpty else { return }
      let change = random.chance(50) ? changes[changes.count - 1] : random.pick(changes)
      let outcome = UndoPlan.outcome(of: change, present: file)
      steps.append(("undo, back to", change.before))
      let was = file
      switch outcome {
      case .nothing: check(change, was: was, now: file)
      case .write(let content), .restore(let content):
        check(change, was: was, now: content)
        log(was, content)
      case .remove:
        check(change, was: was, now: nil)
        log(was, nil)
      case .refused(let reason): checkRefusal(of: change, reason)
      }
    }

    private func check(_ change: ChangedFile, was: [UInt8]?, now: [UInt8]?) {
      let after: [UInt8]? = if case .content(let content) = change.after { content } else { nil }
      let wrote = Words(after).all.subtracting(Words(change.before).all)
      #expect(
        Words(now).all.isDisjoint(with: wrote),
        "what the change wrote is still there; seed \(random.seed)\n\(story)")
      let others = Words(was).byHand.subtracting(wrote)
      #expect(
        others.isSubset(of: Words(now).byHand), "what a person wrote is gone; seed \(random.seed)\n\(story)")
      if let was, let now { checkOtherKeys(change.before, after, was, now) }
    }

    /// A key that the change did not write keeps its value.
    private func checkOtherKeys(_ before: [UInt8]?, _ after: [UInt8]?, _ was: [UInt8], _ now: [UInt8]) {
      let wrote = FieldMerge.changedKeys(before ?? [], after ?? [], path: Self.path) ?? Self.keys + ["tags"]
      let changed = FieldMerge.changedKeys(was, now, path: Self.path)
      #expect(
        changed.map { Set($0).isSubset(of: wrote) } == true,
        "another key was changed; seed \(random.seed)\n\(story)")
    }

    /// Refused is only what somebody else wrote to since.
    private func checkRefusal(of change: ChangedFile, _ reason: UndoPlan.Refusal) {
      guard case .keysChanged(let keys) = reason, let file, case .content(let after) = change.after else {
        return
      }
      let since = FieldMerge.changedKeys(after, file, path: Self.path) ?? []
      #expect(Set(keys).isSubset(of: since), "refused without need; seed \(random.seed)")
    }
  }

  /// The words of a file by author.
  private struct Words {
    let all: Set<Substring>
    var byHand: Set<Substring> { all.filter { $0.first == "h" } }

    init(_ file: [UInt8]?) {
      let words = (file ?? []).split { byte in
        !(0x30...0x39).contains(byte) && !(0x61...0x7A).contains(byte | 0x20)
      }.filter { [0x63, 0x68].contains($0.first) }.map { Substring(decoding: $0, as: UTF8.self) }
      all = Set(words.filter { ["h", "c"].contains($0.first) && $0.dropFirst().allSatisfy(\.isNumber) })
    }
  }

  @Test(arguments: 0..<6) func whatAPersonWroteStaysAndWhatTheChangeWroteGoes(part: Int) throws {
    for seed in part * 1000..<(part + 1) * 1000 {
      var history = History(random: SeededRandom(seed: UInt64(seed)))
      for _ in 0..<history.random.number(4...16) { try history.step() }
    }
  }
}
