import ArgumentParser
import Facts
import Records

/// One of a few words, given as the value of an argument. Help, completion, the parser and what it says of another word
/// all go by the cases.
protocol ChoiceArgument: ExpressibleByArgument, CaseIterable, RawRepresentable<String> {}

extension ChoiceArgument {
  /// Capitals are taken too.
  init?(argument: String) { self.init(rawValue: argument.lowercased()) }

  static var allValueStrings: [String] { allCases.map(\.rawValue) }

  /// The words as a sentence has them: `a, b or c`.
  static var listed: String {
    let words = allValueStrings
    guard let last = words.last, words.count > 1 else { return words.joined() }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }
}

extension Direction: ChoiceArgument {}
extension LoggedActivity: ChoiceArgument {}
extension Outcome: ChoiceArgument {}
extension TaskType: ChoiceArgument {}
