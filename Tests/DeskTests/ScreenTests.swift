import Desk
import Output
import Records
import SeededRandomness
import Testing
import Text

@Suite struct ScreenTests {
  private let sample: Sample

  init() throws { sample = try Sample() }

  private func text(_ state: DeskState, _ width: Int, _ height: Int) -> [String] {
    var state = state
    return DeskScreen(&state, ScreenSize(width: width, height: height)).lines.map(\.text)
  }

  @Test func theCardIsOnTheScreen() {
    let lines = text(sample.state(sample.card), 80, 24)
    #expect(lines.count == 24)
    #expect(lines[2] == "Call Anna" && lines[3] == "overdue · 1 d ago")
    #expect(lines.contains("Phone   +49 30 1234567"))
    #expect(lines.contains("n No answer  i Invoice  p Paid"))
    #expect(lines.last == "q quit" || lines.last?.hasSuffix("q quit") == true)
  }

  @Test func onAWideScreenTheScriptStandsBeside() {
    let lines = text(sample.state(sample.card), 120, 40)
    #expect(lines.contains { $0.hasPrefix("Client") && $0.contains("Script") })
  }

  @Test func aSmallScreenHasTheCardAndTheKeys() {
    let lines = text(sample.state(sample.card), 20, 5)
    #expect(lines == ["Call Anna", "overdue · 1 d ago", "Anna Ivanova", "↓ 6 more lines", "n i p ⏎ z ␣ ?"])
  }

  @Test func aSmallBoardHasOneColumn() {
    var state = sample.state(sample.card)
    state.receive(.board(sample.board))
    let lines = text(state, 20, 5)
    #expect(lines[0] == "1/3 First contact  1" && lines[1] == "▸ Website")
    _ = state.take(.right)
    #expect(text(state, 20, 5)[0] == "2/3 Meeting  0")
  }

  @Test func wordsAreBrokenAtBlanksAndLongOnesAnywhere() {
    #expect(ScreenLine.wrapped("one two three", 8) == ["one two", "three"])
    #expect(ScreenLine.wrapped("漢字漢字漢", 4) == ["漢字", "漢字", "漢"])
    #expect(ScreenLine.wrapped("a\u{1b}[2Jb", 20) == ["a\\x1b[2Jb"])
  }

  @Test func onlyWhatChangedIsPainted() {
    var painter = ScreenPainter(hasColor: true)
    var state = sample.state(sample.card)
    let size = ScreenSize(width: 80, height: 24)
    let first = painter.paint(DeskScreen(&state, size), size)
    #expect(first.contains("\u{1b}[31moverdue"))
    #expect(painter.paint(DeskScreen(&state, size), size) == "\u{1b}[?25l")
    _ = state.take(.character("z"))
    let form = painter.paint(DeskScreen(&state, size), size)
    #expect(form.contains("Until") && !form.contains("Phone") && form.hasSuffix("\u{1b}[?25h"))
    var plain = ScreenPainter(hasColor: false)
    #expect(!plain.paint(DeskScreen(&state, size), size).contains("[31m"))
  }

  /// Whatever is pressed at whatever size: as many lines as there are, none too wide, the cursor on the screen, and
  /// nothing from a record that steers the terminal.
  @Test func everyScreenFits() throws {
    for seed in UInt64(1)...150 {
      var random = SeededRandom(seed: seed)
      var state = randomState(&random)
      for _ in 0..<25 {
        let size = ScreenSize(width: random.number(1...130), height: random.number(1...45))
        let screen = DeskScreen(&state, size)
        #expect(screen.lines.count == size.height, "seed \(seed), \(size)")
        #expect(screen.lines.allSatisfy { $0.width <= size.width }, "seed \(seed), \(size)")
        #expect(
          screen.lines.allSatisfy { !$0.text.unicodeScalars.contains { TerminalEscaping.isControl($0) } },
          "seed \(seed)")
        if let cursor = screen.cursor {
          #expect(cursor.row < size.height && cursor.column < size.width, "seed \(seed), \(size)")
        }
        _ = state.take(randomKey(&random))
        if random.chance(10) { state.receive(.board(sample.board)) }
        if random.chance(10) { state.receive(.card(sample.newLead, DeskTally())) }
        if random.chance(10) { state.receive(.refused([random.text(maxLength: 200)], nil)) }
      }
    }
  }

  private func randomState(_ random: inout SeededRandom) -> DeskState {
    let card = DeskCard(
      id: sample.task, deal: sample.deal, task: sample.task, isLate: random.chance(50), isNextStep: true,
      card: Card(
        title: random.text(maxLength: 80), subtitle: random.text(maxLength: 40),
        fields: (0..<random.number(0...12)).map { _ in
          Card.Field(random.text(maxLength: 20), random.text(maxLength: 90))
        }, sections: [Card.Section("Lately", [random.text(maxLength: 300)])]),
      buttons: sample.card.buttons, proposal: (random.text(maxLength: 40), "fri"))
    return sample.state(card)
  }

  private func randomKey(_ random: inout SeededRandom) -> Key {
    random.pick([
      .character("n"), .character("1"), .character("z"), .character("?"), .character("/"), .enter, .escape,
      .down, .up, .left, .right, .shiftRight, .tab, .pageDown, .paste(random.text(maxLength: 30)),
    ])
  }
}
