import SeededRandomness
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Every command prints the same bytes whether it reads the index or every file, whatever was done to the files before.
///
/// `CRM_SEQUENCES` says how many sequences of edits are tried, `CRM_SEED` with which the first one begins, and
/// `CRM_QUESTIONS` how many questions are asked after each of their steps.
@Suite struct IndexEqualityTests {
  private static func setting(_ name: String) -> Int? { getenv(name).flatMap { Int(String(cString: $0)) } }

  @Test func answersAreThoseOfTheFiles() async throws {
    let count = IndexEqualityTests.setting("CRM_SEQUENCES") ?? 40
    let first = IndexEqualityTests.setting("CRM_SEED") ?? 1
    let questions = IndexEqualityTests.setting("CRM_QUESTIONS") ?? 2
    let tally = await withTaskGroup(of: Tally.self) { group in
      let lanes = 4
      for lane in 0..<lanes {
        let seeds = stride(from: first + lane, to: first + count, by: lanes).map { UInt64($0) }
        group.addTask { Lane(seeds: seeds, questions: questions).run() }
      }
      return await group.reduce(into: Tally()) { $0.add($1) }
    }
    for difference in tally.differences { Issue.record("\(difference)") }
    print(tally.summary)
    // Few sequences cannot be expected to come by everything.
    guard tally.differences.isEmpty, count >= 1000 else { return }
    let missed = Question.families.filter { tally.comparisons[$0, default: 0] * 40 < count && !needsGit($0) }
    #expect(missed.isEmpty, "hardly asked")
    let mute = tally.comparisons.filter {
      !needsGit($0.key) && tally.answers[$0.key, default: 0] * 10 < $0.value
    }.map(\.key)
    #expect(mute.isEmpty, "answered by errors only")
    let rights = ["no rights", "a folder without rights", "rights given back"]
    let unmade = Edit.all.map(\.name).filter {
      tally.edits[$0] == nil && !(geteuid() == 0 && rights.contains($0))
    }
    #expect(unmade.isEmpty, "never made")
    let unseen = ["fresh", "overlaid", "refreshed", "rebuilt"].filter { tally.states[$0] == nil }
    #expect(unseen.isEmpty, "the index was never so")
  }

  private func needsGit(_ family: String) -> Bool { family == "history" || family == "undo" }

  /// The comparison itself notices what differs.
  @Test func differencesAreFound() {
    let one = Outcome(status: 0, output: Array("a\nb\n".utf8), errors: [])
    #expect(OutcomeDifference.describe(one, one) == nil)
    let other = Outcome(status: 0, output: Array("a\nc\n".utf8), errors: [])
    #expect(OutcomeDifference.describe(one, other) == "  output, line 2\n  files: b\n  index: c")
    let longer = Outcome(status: 0, output: Array("a\nb\n\n".utf8), errors: [])
    #expect(OutcomeDifference.describe(one, longer) == "  output, line 4\n  files: (end)\n  index: ")
    let louder = Outcome(status: 0, output: one.output, errors: Array("e\u{301}".utf8))
    let composed = Outcome(status: 0, output: one.output, errors: Array("\u{e9}".utf8))
    #expect(
      OutcomeDifference.describe(louder, composed) == "  errors, line 1\n  files: e\u{301}\n  index: \u{e9}")
    let worse = Outcome(status: 4, output: one.output, errors: [])
    #expect(OutcomeDifference.describe(one, worse) == "  status\n  files: 0\n  index: 4")
  }
}

/// Some sequences, of which a few are under way at a time: while others are edited, the files of one come of age.
private struct Lane {
  let seeds: [UInt64]
  private static let herd = 4
  /// One in so many repositories is in git, which is slow.
  private static let gitShare: UInt64 = 15
  /// How many questions are asked after each step.
  let questions: Int

  func run() -> Tally {
    var tally = Tally()
    var rest = seeds[...]
    while !rest.isEmpty, tally.differences.count < 3 {
      herd(Array(rest.prefix(Lane.herd)), &tally)
      rest = rest.dropFirst(Lane.herd)
    }
    return tally
  }

  private func herd(_ seeds: [UInt64], _ tally: inout Tally) {
    var repositories: [(seed: UInt64, repository: EditedRepository, steps: Int)] = []
    for seed in seeds {
      attempt(seed, nil, &tally) { _ in
        let repository = try EditedRepository(seed: seed, usesGit: seed % Lane.gitShare == 0)
        _ = repository.crm(["contacts", "list"])
        repositories.append((seed, repository, repository.random.number(3...5)))
      }
    }
    tally.sequences += repositories.count
    for step in 0..<5 {
      for (seed, repository, steps) in repositories where step < steps {
        attempt(seed, repository, &tally) { tally in
          for _ in 0..<repository.random.pick([1, 1, 1, 2, 3]) {
            tally.edits[try repository.edit(), default: 0] += 1
          }
          if let difference = ask(repository, &tally) {
            tally.differences.append(
              "seed \(seed), step \(step + 1); again by CRM_SEED=\(seed) CRM_SEQUENCES=1\n\(difference)")
          }
        }
      }
    }
  }

  private func attempt(
    _ seed: UInt64, _ repository: EditedRepository?, _ tally: inout Tally,
    _ body: (inout Tally) throws -> Void
  ) {
    do {
      try body(&tally)
    } catch {
      let log = repository?.log.joined(separator: "\n  ") ?? ""
      tally.differences.append("seed \(seed) could not go on: \(error)\n  \(log)")
    }
  }

  /// Asks some questions; the first difference, if there is any.
  private func ask(_ repository: EditedRepository, _ tally: inout Tally) -> String? {
    if repository.random.chance(15) {
      let state = repository.crm(["index", "status", "--format", "csv", "--fields", "state"])
      let lines = String(decoding: state.output, as: UTF8.self).split(separator: "\n")
      if let word = lines.last { tally.states[String(word), default: 0] += 1 }
    }
    for _ in 0..<questions {
      var family = repository.random.pick(Question.families)
      if repository.usesGit, repository.random.chance(10) { family = "history" }
      if !repository.usesGit, family == "history" || family == "undo" { family = "check" }
      tally.comparisons[family, default: 0] += 1
      let (answer, difference) = repository.compare(repository.question(family))
      if !answer.output.isEmpty { tally.answers[family, default: 0] += 1 }
      if let difference { return difference }
    }
    return nil
  }
}

/// What was done and found.
private struct Tally {
  var sequences = 0
  var edits: [String: Int] = [:]
  /// By command; each is one question asked three ways.
  var comparisons: [String: Int] = [:]
  /// How many of them were answered by more than an error.
  var answers: [String: Int] = [:]
  var states: [String: Int] = [:]
  var differences: [String] = []

  mutating func add(_ other: Tally) {
    sequences += other.sequences
    edits.merge(other.edits, uniquingKeysWith: +)
    comparisons.merge(other.comparisons, uniquingKeysWith: +)
    answers.merge(other.answers, uniquingKeysWith: +)
    states.merge(other.states, uniquingKeysWith: +)
    differences += other.differences
  }

  var summary: String {
    func total(_ counts: [String: Int]) -> Int { counts.values.reduce(0, +) }
    func list(_ counts: [String: Int]) -> String {
      counts.sorted { ($0.value, $1.key) < ($1.value, $0.key) }.map { "\($0.key) \($0.value)" }.joined(
        separator: ", ")
    }
    return """
      index equality: \(sequences) sequences, \(total(edits)) edits, \(total(comparisons)) questions asked three ways
        questions: \(list(comparisons))
        of them answered: \(list(answers))
        edits: \(list(edits))
        index: \(list(states))
      """
  }
}
