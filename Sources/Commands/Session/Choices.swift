package import ArgumentParser
package import Dates
package import Imports
package import Operations
package import Records

// The choices that options take: help, completion, parser and error read the words of the one type that knows them.

extension Kind: ExpressibleByArgument {
  package init?(argument: String) { self.init(word: argument) }
}

extension SearchScope: ExpressibleByArgument {
  package init?(argument: String) { self.init(word: argument) }
  package static var allValueStrings: [String] { allCases.map(\.word) }
}

extension ImportMode: ExpressibleByArgument {}

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

extension CompletionScript: ExpressibleByArgument {}

extension ExpressibleByArgument where Self: CaseIterable {
  /// `a, b or c`, for help.
  static var choice: String {
    let words = allValueStrings
    return words.dropLast().joined(separator: ", ") + " or " + (words.last ?? "")
  }
}
