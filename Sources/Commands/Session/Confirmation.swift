extension Session {
  /// Asks a yes-or-no question on the terminal; anything but yes is no.
  func confirm(_ question: String) throws -> Bool {
    try flush()
    terminal.writeError(question + " [y/N] ")
    guard let answer = terminal.readLine()?.lowercased() else { return false }
    return ["y", "yes", "д", "да"].contains(answer)
  }
}
