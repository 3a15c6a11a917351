import MCP

/// A server on standard input and output.
struct ServerLoop {
  private var server: Server
  private let terminal: any Terminal

  init(_ server: Server, _ terminal: any Terminal) {
    self.server = server
    self.terminal = terminal
  }

  /// Answers until the input ends, a signal asks for the end or nobody reads the answers any more. What came before the
  /// end of the input is answered yet; what waits when a signal comes is not.
  mutating func run() throws {
    var input = try terminal.openStream()
    var isOpen = true
    while isOpen || !server.isIdle {
      if isOpen, server.isIdle || server.takesMore {
        // What can be read is read before the next call is run: it may take that call back.
        switch try input.next(waits: server.isIdle) {
        case .bytes(let bytes):
          server.receive(bytes)
          continue
        case .nothing: break
        case .end:
          server.endInput()
          isOpen = false
        case .askedToEnd: return try write(server.close())
        }
      } else if !isOpen, case .askedToEnd = try input.next(waits: false) {
        return try write(server.close())
      }
      try write(server.answerNext())
    }
    try write(server.close())
  }

  private func write(_ lines: [[UInt8]]) throws {
    for line in lines { try terminal.write(line) }
  }
}
