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

  /// What is shown is looked at anew after so many rounds without a key.
  private static let idleRounds = 30

  init(_ session: Session, _ runner: DeskRunner) {
    self.session = session
    self.runner = runner
  }

  func run() throws {
    var terminal = KeyTerminal()
    var state = DeskState()
    if let reply = try runner.perform(state.beginning) { state.receive(reply) }
    try terminal.open(session, orElse: "with --plain any terminal will do")
    defer {
      terminal.close()
      for remark in runner.commitPending() { session.note(remark) }
    }
    var painter = ScreenPainter(hasColor: session.hasColor(isTerminal: true))
    try paint(&state, &painter)
    var idle = 0
    while true {
      guard let keys = terminal.next() else { return }
      idle = keys.isEmpty ? idle + 1 : 0
      if idle == DeskLoop.idleRounds {
        idle = 0
        if let reply = try runner.perform(state.idling) { state.receive(reply) }
      }
      for key in keys {
        if key == .control("z") {
          try suspend(terminal, &painter)
          continue
        }
        let effect = state.take(key)
        if effect == .quit { return }
        if effect == .redraw { painter.forget() }
        if let reply = try runner.perform(effect) { state.receive(reply) }
      }
      try paint(&state, &painter)
      // Git takes longer than a change: it gets its time when nobody waits for an answer.
      if runner.awaitsGit, !KeyTerminal.hasKey {
        let remarks = runner.commitPending()
        if !remarks.isEmpty {
          state.remark(remarks)
          try paint(&state, &painter)
        }
      }
    }
  }

  /// Ctrl-Z: the shell gets the terminal until it hands it back.
  private func suspend(_ terminal: KeyTerminal, _ painter: inout ScreenPainter) throws {
    terminal.close()
    for remark in runner.commitPending() { session.note(remark) }
    raise(SIGTSTP)
    try terminal.open(session, orElse: "with --plain any terminal will do")
    painter.forget()
  }

  private func paint(_ state: inout DeskState, _ painter: inout ScreenPainter) throws {
    let size = KeyTerminal.size
    try session.write(painter.paint(DeskScreen(&state, size), size))
    try session.flush()
  }
}
