import CSystem
import Desk
import Diagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The terminal while it hands over each key by itself.
struct KeyTerminal {
  private var reader = KeyReader()

  /// How long what follows an escape may take to come, in milliseconds.
  private static let escapeDelay: Int32 = 40
  /// The size is looked at this often while no key comes, in milliseconds.
  private static let idleDelay: Int32 = 1000

  /// Takes the terminal over; whatever ends the process gives it back. `hint` says what needs no such terminal.
  func open(_ session: Session, orElse hint: Hint) throws {
    // Kept for the life of the process: a signal may need it at any time.
    guard let farewell = strdup(ScreenPainter.end), crm_terminal_open(farewell) == 0 else {
      throw Diagnostic(
        .io, "cannot use the terminal: " + String(cString: strerror(errno)),
        hints: [hint])
    }
    try session.write(ScreenPainter.beginning)
    try session.flush()
  }

  func close() { crm_terminal_close() }

  /// The next keys, none where a while passed without one; nil at the end of input.
  mutating func next() -> [Key]? {
    switch crm_terminal_wait(reader.isWaiting ? KeyTerminal.escapeDelay : KeyTerminal.idleDelay) {
    case 1: KeyTerminal.input().map { reader.feed($0) }
    case 0: reader.flush()
    default: nil
    }
  }

  /// Whether a key has been pressed that nobody has taken yet.
  static var hasKey: Bool { crm_terminal_wait(0) != 0 }

  static var size: ScreenSize {
    var (columns, rows): (Int32, Int32) = (80, 24)
    _ = crm_terminal_size(&columns, &rows)
    return ScreenSize(width: Int(columns), height: Int(rows))
  }

  /// What has been typed; nil at the end of input.
  private static func input() -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = read(0, &buffer, buffer.count)
    if count < 0, errno == EINTR || errno == EAGAIN { return [] }
    return count > 0 ? Array(buffer[..<count]) : nil
  }
}
