import Dates
import Diagnostics

/// What is asked of the due times that an operation is given.
package struct DueRules: Sendable, Hashable {
  /// Refuses a time outside the working hours of the one who is to do the task, of which there is a warning else.
  package var isStrict: Bool

  /// Takes the first hour with room, within the working hours of the one who is to do the task, at or after the time.
  package var isSpread: Bool

  package init(isStrict: Bool = false, isSpread: Bool = false) {
    self.isStrict = isStrict
    self.isSpread = isSpread
  }

  /// Throws `requirement_unmet` where the times must be inside working hours and this one is not; `text` is what was
  /// written for it, `line` what was typed altogether.
  func check(_ parsed: WhenParser.Parsed, _ text: String, in zone: Zone, line: TypedLine) throws(Diagnostic) {
    guard isStrict, let warning = parsed.warning, let nearest = parsed.nearestInside else { return }
    let better: Deadline = parsed.day == nil ? .moment(nearest) : .day(zone.date(nearest))
    let when = better.description(in: zone)
    let hint: Hint =
      line.replacing(when: text, by: when).map { "inside: \($0)" }
      ?? "inside is \(CommandLine.quoted(when)); without --strict-hours the time is taken with a warning"
    throw Diagnostic(.requirementUnmet, warning, hints: [hint])
  }
}

/// The words of a command as they were typed, behind the name of the program; none where nothing was typed.
package struct TypedLine: Sendable, Hashable {
  package let words: [String]

  package init(_ words: [String] = []) { self.words = words }

  /// The same command with another WHEN; nil where the words do not hold the one that is to be replaced.
  func replacing(when old: String, by new: String) -> Diagnostics.CommandLine? {
    var words = words
    if let index = words.indices.dropFirst().last(where: {
      words[$0] == old && ["--due", "-d"].contains(words[$0 - 1])
    }) {
      words[index] = new
    } else if let index = words.lastIndex(where: { ["--due=" + old, "-d" + old, "due=" + old].contains($0) })
    {
      words[index] = words[index].dropLast(old.count) + new
    } else if let run = run(of: old) {
      words.replaceSubrange(run, with: [new])
    } else {
      return nil
    }
    return Diagnostics.CommandLine("").adding(words.map { .value(.known($0)) })
  }

  /// The last words that make up a text together, such as `fri 20:00`.
  private func run(of text: String) -> Range<Int>? {
    for start in words.indices.reversed() {
      for end in start + 1...words.count where words[start..<end].joined(separator: " ") == text {
        return start..<end
      }
    }
    return nil
  }
}
