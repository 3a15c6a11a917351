import Desk
import SeededRandomness
import Testing
import Text

@Suite struct KeyTests {
  @Test(arguments: [
    ("a", [Key.character("a")]), ("я", [.character("я")]), ("漢", [.character("漢")]),
    ("\r", [.enter]), ("\n", [.enter]), ("\t", [.tab]), ("\u{7f}", [.backspace]), ("\u{3}", [.control("c")]),
    ("\u{1b}[A", [.up]), ("\u{1b}OB", [.down]), ("\u{1b}[1;2C", [.shiftRight]), ("\u{1b}[1;2D", [.shiftLeft]),
    ("\u{1b}[3~", [.delete]), ("\u{1b}[5~", [.pageUp]), ("\u{1b}[Z", [.backTab]), ("\u{1b}OH", [.home]),
    ("\u{1b}[99;9~x", [.character("x")]), ("\u{1b}\u{1b}[A", [.escape, .up]),
    ("\u{1b}[200~q\rz\u{1b}[201~n", [.paste("q\rz"), .character("n")]),
  ])
  func whatATerminalSends(text: String, keys: [Key]) {
    var whole = KeyReader()
    #expect(whole.feed(text.utf8) == keys)
    #expect(!whole.isWaiting)
    // However the bytes arrive.
    var single = KeyReader()
    var read: [Key] = []
    for byte in text.utf8 { read += single.feed([byte]) }
    #expect(read == keys)
  }

  @Test func anEscapeAloneIsOneAfterAMoment() {
    var reader = KeyReader()
    #expect(reader.feed([0x1b]) == [])
    #expect(reader.isWaiting)
    #expect(reader.flush() == [.escape])
    #expect(!reader.isWaiting)
    // Half a character is dropped, and what follows is read.
    #expect(reader.feed([0xd0]) == [])
    #expect(reader.flush() == [])
    #expect(reader.feed(Array("n".utf8)) == [.character("n")])
  }

  @Test func noBytesStopTheReader() {
    for seed in UInt64(1)...200 {
      var random = SeededRandom(seed: seed)
      var reader = KeyReader()
      for _ in 0..<50 {
        _ = reader.feed((0..<random.number(0...6)).map { _ in UInt8(random.number(0...255)) })
        if random.chance(20) { _ = reader.flush() }
      }
      _ = reader.feed(Array("\u{1b}[201~".utf8))
      _ = reader.flush()
      #expect(reader.feed([0x71]) == [.character("q")], "seed \(seed)")
    }
  }
}

@Suite struct LineEditorTests {
  private func typed(_ start: LineEditor, _ keys: [Key]) -> LineEditor {
    var editor = start
    for key in keys {
      let isTaken = editor.take(key)
      #expect(isTaken)
    }
    return editor
  }

  @Test func aProposalGivesWayToWhatIsTyped() {
    let proposal = LineEditor("tomorrow", isProposal: true)
    #expect(typed(proposal, [.character("f"), .character("r")]).text == "fr")
    #expect(typed(proposal, [.backspace]).text == "tomorro")
    #expect(typed(proposal, [.home, .character("x")]).text == "xtomorrow")
    #expect(typed(proposal, [.paste("fri")]).text == "fri")
  }

  @Test func editsAtTheCursor() {
    let start = LineEditor("call Anna")
    #expect(typed(start, [.control("w")]).text == "call ")
    #expect(typed(start, [.control("u")]).text == "")
    #expect(typed(start, [.left, .left, .backspace]).text == "call Ana")
    #expect(typed(start, [.home, .delete]).text == "all Anna")
    #expect(typed(start, [.left, .character("é")]).text == "call Annéa")
    #expect(typed(start, [.paste("\r\n\u{1b}[2J")]).text == "call Anna [2J")
  }

  /// A combining mark belongs to the character before it.
  @Test func marksJoinTheirLetter() {
    let editor = typed(LineEditor(), [.character("e"), .character("\u{301}"), .character("x")])
    #expect(editor.text == "e\u{301}x" && editor.cursor == 2)
    #expect(typed(editor, [.backspace, .backspace]).text == "")
  }

  @Test func theCursorIsAlwaysInTheWindow() {
    for seed in UInt64(1)...300 {
      var random = SeededRandom(seed: seed)
      var editor = LineEditor(random.text(maxLength: 20), isProposal: random.chance(30))
      for _ in 0..<30 {
        let keys: [Key] = [
          .left, .right, .home, .end, .backspace, .delete, .paste(random.text(maxLength: 5)),
        ]
        _ = editor.take(random.pick(keys))
        let width = random.number(1...12)
        let (text, cursor) = editor.window(width)
        #expect(editor.cursor <= editor.text.count, "seed \(seed)")
        #expect(cursor < width && DisplayWidth.width(text) <= max(width, 2), "seed \(seed): \(width) \(text)")
      }
    }
  }
}
