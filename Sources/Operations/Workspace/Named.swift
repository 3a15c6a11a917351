package import Diagnostics

/// What a person named on the command line. A script whose variable is unset names nothing, which must not mean something.
package enum Named {
  /// The text, unless it is empty; `what` is the argument as the help calls it.
  package static func text(_ text: String, _ what: String, hint: Hint? = nil) throws(Diagnostic) -> String {
    guard text.allSatisfy(\.isWhitespace) else { return text }
    throw Diagnostic(.usage, "\(what) is empty", hints: [hint].compactMap { $0 })
  }

  /// A folder.
  package static func folder(_ path: String, _ what: String) throws(Diagnostic) -> String {
    try text(path, what, hint: "the present folder is .")
  }
}
