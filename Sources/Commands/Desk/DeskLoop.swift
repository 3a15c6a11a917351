import CSystem
import Desk
import Diagnostics
import Output

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The desk on a terminal: reads keys, draws screens, and gives the terminal back as it was.
struct DeskLoop {
  private let session: Session
  private let runner: DeskRunner

  /// How long what follows an escape may take to come, in milliseconds.
  private static let escapeDelay: Int32 = 40
  /// The size is looked at this often while no key comes, in milliseconds, and what is shown after so many times.
  private static let idleDelay: Int32 = 1000
  private static let idleRounds = 30

  init(_ session: Session, _ runner: DeskRunner) {
    self.session = session
    self.runner = runner
  }

  func run() throws {
    var state = DeskState()
    if let reply = try runner.perform(state.beginning) { state.receive(reply) }
    try open()
    defer {
      close()
      for remark in runner.commitPending() { session.note(remark) }
    }
    var painter = ScreenPainter(hasColor: session.hasColor(isTerminal: true))
    var reader = KeyReader()
    try paint(&state, &painter)
    var idle = 0
    while true {
      let keys: [Key]
      switch crm_terminal_wait(reader.isWaiting ? DeskLoop.escapeDelay : DeskLoop.idleDelay) {
      case 1:
        guard let bytes = DeskLoop.input() else { return }
        keys = reader.feed(bytes)
      case 0: keys = reader.flush()
      default: return
      }
      idle = keys.isEmpty ? idle + 1 : 0
      if idle == DeskLoop.idleRounds {
        idle = 0
        if let reply = try runner.perform(state.idling) { state.receive(reply) }
      }
      for key in keys {
        if key == .control("z") {
          try suspend(&painter)
          continue
        }
        let effect = state.take(key)
        if effect == .quit { return }
        if effect == .redraw { painter.forget() }
        if let reply = try runner.perform(effect) { state.receive(reply) }
      }
      try paint(&state, &painter)
      // Git takes longer than a change: it gets its time when nobody waits for an answer.
      if runner.awaitsGit, crm_terminal_wait(0) == 0 {
        let remarks = runner.commitPending()
        if !remarks.isEmpty {
          state.remark(remarks)
          try paint(&state, &painter)
        }
      }
    }
  }

  private func open() throws {
    // Kept for the life of the process: a signal may need it at any time.
    guard let farewell = strdup(ScreenPainter.end), crm_terminal_open(farewell) == 0 else {
      throw Diagnostic(
        .io, "cannot use the terminal: " + String(cString: strerror(errno)),
        hints: ["with --plain any terminal will do"])
    }
    try session.write(ScreenPainter.beginning)
    try session.flush()
  }

  private func close() { crm_terminal_close() }

  /// Ctrl-Z: the shell gets the terminal until it hands it back.
  private func suspend(_ painter: inout ScreenPainter) throws {
    close()
    for remark in runner.commitPending() { session.note(remark) }
    raise(SIGTSTP)
    try open()
    painter.forget()
  }

  private func paint(_ state: inout DeskState, _ painter: inout ScreenPainter) throws {
    var (columns, rows): (Int32, Int32) = (80, 24)
    _ = crm_terminal_size(&columns, &rows)
    let size = ScreenSize(width: Int(columns), height: Int(rows))
    try session.write(painter.paint(DeskScreen(&state, size), size))
    try session.flush()
  }

  /// What has been typed; nil at the end of input.
  private static func input() -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = read(0, &buffer, buffer.count)
    if count < 0, errno == EINTR || errno == EAGAIN { return [] }
    return count > 0 ? Array(buffer[..<count]) : nil
  }
}
