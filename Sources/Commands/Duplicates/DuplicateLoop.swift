import Desk
import Diagnostics
import Operations
import Output
import Records

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The walk through likely pairs on a terminal.
struct DuplicateLoop {
  private let session: Session
  private let runner: DuplicateRunner

  init(_ session: Session, _ kind: Kind) {
    self.session = session
    runner = DuplicateRunner(kind) { name, face in
      session.context(named: name, face) { $0.commitsLater = true }
    }
  }

  /// False where there is no pair to walk through.
  func run(_ request: ListDuplicates) throws -> Bool {
    let cards = try runner.cards(request)
    guard !cards.isEmpty else { return false }
    var walk = DuplicateWalk(cards)
    var terminal = KeyTerminal()
    try terminal.open(session, orElse: "with --list any terminal will do")
    defer {
      terminal.close()
      for remark in runner.commitPending() { session.note(remark) }
    }
    var painter = ScreenPainter(hasColor: session.hasColor(isTerminal: true))
    try paint(walk, &painter)
    while let keys = terminal.next() {
      for key in keys {
        if key == .control("z") {
          terminal.close()
          raise(SIGTSTP)
          try terminal.open(session, orElse: "with --list any terminal will do")
          painter.forget()
          continue
        }
        let effect = walk.take(key)
        if effect == .quit { return true }
        if effect == .redraw { painter.forget() }
        try runner.perform(effect, &walk)
      }
      try paint(walk, &painter)
      // Git gets its time when nobody waits for an answer.
      if runner.awaitsGit, !KeyTerminal.hasKey {
        let remarks = runner.commitPending()
        if !remarks.isEmpty {
          walk.refuse(remarks)
          try paint(walk, &painter)
        }
      }
    }
    return true
  }

  private func paint(_ walk: DuplicateWalk, _ painter: inout ScreenPainter) throws {
    let size = KeyTerminal.size
    try session.write(painter.paint(DeskScreen(walk, size), size))
    try session.flush()
  }
}
