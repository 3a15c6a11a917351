/// Standard input as it comes, for a command that answers before it ends.
protocol InputStream {
  /// What has come. With `waits` it is waited for; else there may be nothing yet. Throws where it cannot be read.
  mutating func next(waits: Bool) throws -> Arrival
}

enum Arrival {
  case bytes([UInt8])
  case nothing
  /// Nothing will come any more.
  case end
  /// A signal asked this process to end.
  case askedToEnd
}

/// Input that is all there from the beginning.
private struct WholeInput: InputStream {
  let terminal: any Terminal
  private var isRead = false

  init(_ terminal: any Terminal) { self.terminal = terminal }

  mutating func next(waits: Bool) throws -> Arrival {
    guard !isRead else { return .end }
    isRead = true
    return .bytes(try terminal.readAll())
  }
}

extension Terminal {
  func openStream() throws -> any InputStream {
    if self is ProcessTerminal { return try ProcessInput() }
    return WholeInput(self)
  }
}
