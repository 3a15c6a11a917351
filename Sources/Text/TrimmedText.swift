extension StringProtocol {
  /// Without blanks and line ends at both ends. What follows a blank as a combining mark stays: by letters it would go
  /// with the blank.
  package var trimmingBlanks: String {
    var rest = Substring(self).unicodeScalars
    while rest.first?.properties.isWhitespace == true { rest.removeFirst() }
    while rest.last?.properties.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }

  /// The same at the end alone.
  package var trimmingTrailingBlanks: String {
    var rest = Substring(self).unicodeScalars
    while rest.last?.properties.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
