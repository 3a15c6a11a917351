import Foundation
import Testing

/// `crm desk` on a real terminal, which tmux is.
@Suite(.serialized, .enabled(if: Tmux.isThere, "tmux is not installed"))
struct DeskOnATerminalTests {
  private func repository(_ shop: Workshop) throws {
    let made = try shop.sh(
      """
      crm init sales --timezone Europe/Berlin --country DE --currency EUR && cd sales &&
      crm contacts add 'Anna Ivanova' 'phones+=+49 30 1234567' timezone=Asia/Chita &&
      crm deals add 'Website for Acme' --contact anna --amount 12000 --next 'Call Anna' --due 'today 11:00' &&
      crm deals add 'Shop for Bob' --contact anna --next 'Send the offer' --due 'today 12:00' &&
      crm tasks add 'Pay the rent' --due today
      """)
    #expect(made.status == 0, "\(made.errors)")
  }

  @Test func aDayAtTheDesk() throws {
    let shop = try Workshop()
    try repository(shop)
    let tmux = try Tmux(shop, "crm -C sales desk", width: 80, height: 24, now: "2026-11-24T13:00:00+01:00")
    try tmux.sees("Call Anna", "overdue", "21:00", "n No answer")
    // Act: two keys, and the next one is handed out.
    try tmux.press("n")
    try tmux.sees("1 busy")
    try tmux.press("1")
    try tmux.sees("Send the offer", "marked No answer (busy)", "u takes it back")
    // Undo.
    try tmux.press("u")
    try tmux.sees("undone", "overdue · 2 h ago")
    // Skip, and snooze what comes then.
    try tmux.press("Space")
    try tmux.sees("Shop for Bob")
    try tmux.press("z")
    try tmux.sees("Until")
    try tmux.press("Enter")
    try tmux.sees("Pay the rent", "it back)")
    // A screen that hardly is one, and back.
    try tmux.resize(20, 5)
    try tmux.sees("Pay the rent")
    try tmux.resize(120, 40)
    try tmux.sees("Pay the rent", "Space skip", "q quit")
    // The board: a deal moves and is asked for its next step.
    try tmux.press("b")
    try tmux.sees("▸ Website for Acme", "Meeting  0")
    try tmux.press(">")
    try tmux.sees("Next step", "Ctrl-K")
    try tmux.press("Enter")
    try tmux.press("Enter")
    try tmux.sees("Meeting  1", "moved to meeting")
    try tmux.resize(20, 5)
    try tmux.sees("2/4 Meeting  1", "▸ Website for Acme")
    try tmux.resize(80, 24)
    try tmux.sees("First contact  1", "q quit")
    try tmux.press("q")
    try tmux.sees("left with 0")
    #expect(try !tmux.screen().contains("Meeting  1"), "the terminal is as it was before")
    try expectSound(shop)
    let log = try shop.sh("cd sales && git log --format=%s -n 3").output
    #expect(log.hasPrefix("deal: Website for Acme: first-contact → meeting\n"), "\(log)")
  }

  /// Keys that come faster than they are answered: each is a change and a commit of its own.
  @Test func typedAhead() throws {
    let shop = try Workshop()
    try repository(shop)
    let tmux = try Tmux(shop, "crm -C sales desk", width: 80, height: 24, now: "2026-11-24T13:00:00+01:00")
    try tmux.sees("Space skip")
    try tmux.type("n1uuq")
    try tmux.sees("left with 0")
    try expectSound(shop)
    let log = try shop.sh("cd sales && git log --format=%s -n 2").output
    #expect(
      log == """
        undo: deal: Website for Acme: No answer (busy)
        deal: Website for Acme: No answer (busy)

        """)
  }

  /// Whenever the desk is killed, the repository is whole, and what git has not got yet it gets with the next change.
  @Test func killedAtAnyMoment() throws {
    let shop = try Workshop()
    try repository(shop)
    for delay in [0, 2, 5, 10, 20, 40, 80, 160] {
      let tmux = try Tmux(shop, "crm -C sales desk", width: 80, height: 24, now: "2026-11-24T13:00:00+01:00")
      try tmux.sees("Space skip")
      try tmux.press("z")
      try tmux.sees("Until")
      try tmux.press("Enter")
      usleep(UInt32(delay) * 1000)
      try tmux.kill()
      let checked = try shop.sh("crm -C sales check")
      #expect(checked.output == "no problems found\n" && checked.status == 0, "after \(delay) ms: \(checked)")
    }
    let made = try shop.sh("crm -C sales tasks add 'Buy paper' --due tomorrow")
    #expect(made.status == 0, "\(made)")
    try expectSound(shop)
  }

  @Test func aSignalGivesTheTerminalBack() throws {
    let shop = try Workshop()
    try repository(shop)
    let tmux = try Tmux(shop, "crm -C sales desk", width: 80, height: 24, now: "2026-11-24T13:00:00+01:00")
    try tmux.sees("Space skip")
    try tmux.kill("TERM")
    try tmux.sees("left with 143")
    #expect(try !tmux.screen().contains("Space skip"))
    #expect(try tmux.settings().contains(" icanon"))
  }

  private func expectSound(_ shop: Workshop) throws {
    let checked = try shop.sh("cd sales && crm check && git status --porcelain")
    #expect(checked.output == "no problems found\n" && checked.status == 0, "\(checked)")
  }
}

/// A program on a terminal of tmux's.
private final class Tmux {
  private let shop: Workshop
  private let socket: String

  /// Where CI runs, tmux has to be there.
  static var isThere: Bool {
    BuiltProgram.has("tmux") || ProcessInfo.processInfo.environment["CI"] == "true"
  }

  init(_ shop: Workshop, _ command: String, width: Int, height: Int, now: String) throws {
    self.shop = shop
    socket = "crm-\(UUID().uuidString.prefix(8))"
    try shop.write(
      "export CRM_NOW='\(now)'\n\(command)\necho \"left with $?\"\nstty -a > settings\nsleep 60\n", to: socket
    )
    // A server that inherits the descriptors of this process would keep it waiting.
    let made = try shop.sh(
      """
      for file in /proc/$BASHPID/fd/*; do
        number=${file##*/}
        if [ "$number" -gt 2 ]; then eval "exec $number>&-"; fi
      done
      exec tmux -L \(socket) -f /dev/null new-session -d -x \(width) -y \(height) \
        bash '\(shop.place(socket).path)'
      """)
    try #require(made.status == 0, "\(made.errors)")
  }

  deinit { _ = try? shop.sh("tmux -L \(socket) kill-server") }

  func press(_ key: String) throws { _ = try shop.sh("tmux -L \(socket) send-keys '\(key)'") }

  func type(_ text: String) throws { _ = try shop.sh("tmux -L \(socket) send-keys -l '\(text)'") }

  func resize(_ width: Int, _ height: Int) throws {
    _ = try shop.sh("tmux -L \(socket) resize-window -x \(width) -y \(height)")
  }

  func screen() throws -> String { try shop.sh("tmux -L \(socket) capture-pane -p").output }

  /// Waits until all of the texts are on the screen.
  func sees(_ texts: String..., place: SourceLocation = #_sourceLocation) throws {
    var seen = ""
    for _ in 0..<200 {
      seen = try screen()
      if texts.allSatisfy(seen.contains) { return }
      usleep(50_000)
    }
    try #require(
      Bool(false), "not seen: \(texts.filter { !seen.contains($0) })\n\(seen)", sourceLocation: place)
  }

  /// Sends a signal to `crm`, which the shell of the terminal runs.
  func kill(_ signal: String = "KILL") throws {
    let sent = try shop.sh(
      "pkill -\(signal) -P $(tmux -L \(socket) display-message -p '#{pane_pid}') crm")
    #expect(sent.status == 0, "\(sent)")
  }

  func settings() throws -> String { try shop.read("settings") }
}
