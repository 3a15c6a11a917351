package import Diagnostics
package import Filters
import Records

/// What a deal must have before it may enter a stage.
package struct Requirement: Sendable {
  /// As the pipeline file has it.
  package let text: String
  package let condition: Condition
  package let location: SourceLocation
  package let excerpt: Excerpt?

  /// The field that the requirement begins with, nil where it is of another shape, such as `not tag:vip`.
  var path: DealPath? {
    let word = text.drop(while: \.isWhitespace).prefix {
      $0.isLetter || $0.isNumber || $0 == "_" || $0 == "."
    }
    let isWhole = word.endIndex == text.endIndex
    return isWhole && !condition.isPresence ? nil : DealPath(String(word))
  }
}
