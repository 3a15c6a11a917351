package import ArgumentParser
package import Dates
package import Exports
import Facts
package import Imports
package import Operations
package import Output
package import Records

// The choices that arguments take. Help, completion, the parser and what it says of another word all go by the one type
// that knows the words.

extension Kind: ExpressibleByArgument {
  package init?(argument: String) { self.init(word: argument) }
}

extension SearchScope: ExpressibleByArgument {
  package init?(argument: String) { self.init(word: argument) }
  package static var allValueStrings: [String] { allCases.map(\.word) }
}

extension DateOrder: ExpressibleByArgument {
  package init?(argument: String) { self.init(word: argument) }
  package static var allValueStrings: [String] { allCases.map { $0.words[0] } }
}

extension DecimalMark: ExpressibleByArgument {
  package init?(argument: String) { self.init(word: argument) }
  package static var allValueStrings: [String] { allCases.map { $0.words[0] } }
}

extension CSVDialect.Separator: ExpressibleByArgument {
  package init?(argument: String) { self.init(word: argument) }
  package static var allValueStrings: [String] { allCases.map { $0.words[0] } }
}

/// One of a few words by its raw value, in capitals too.
package protocol ChoiceArgument: ExpressibleByArgument, CaseIterable, RawRepresentable<String> {}

extension ChoiceArgument {
  package init?(argument: String) { self.init(rawValue: argument.lowercased()) }

  package static var allValueStrings: [String] { allCases.map(\.rawValue) }
}

extension CompletionScript: ChoiceArgument {}
extension Direction: ChoiceArgument {}
extension ExportFormat: ChoiceArgument {}
extension ExportOptions.VCardVersion: ChoiceArgument {}
extension ImportMode: ChoiceArgument {}
extension Language: ChoiceArgument {}
extension LoggedActivity: ChoiceArgument {}
extension Outcome: ChoiceArgument {}
extension SyncPreference: ChoiceArgument {}
extension TaskType: ChoiceArgument {}

extension OutputFormat: ChoiceArgument {
  /// `text`, a digest's word, is what every command calls `table`.
  package init?(argument: String) { self.init(rawValue: argument == "text" ? "table" : argument) }
}

extension ExpressibleByArgument where Self: CaseIterable {
  /// The words as a sentence has them: `a, b or c`.
  static var listed: String {
    let words = allValueStrings
    guard let last = words.last, words.count > 1 else { return words.joined() }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }
}
