import Output
package import Records
import Text

/// The desk at one moment. Keys and replies make it the next one; it knows no terminal and no repository.
package struct DeskState: Sendable {
  /// What the screen shows.
  package enum Place: Sendable {
    case work, help, board
    case found(String, [DeskFind], chosen: Int)
  }

  package private(set) var place = Place.work
  package private(set) var card: DeskCard?
  package private(set) var board: DeskBoard?
  package private(set) var tally = DeskTally()
  package private(set) var form: DeskForm?
  /// What happened last, and whether it is a refusal.
  package private(set) var message: [String] = []
  package private(set) var isRefusal = false
  /// How many lines of the card are above the screen.
  package internal(set) var scroll = 0
  /// What is not handed out again in this session.
  package private(set) var skipped: Set<RecordID> = []
  /// The changes that this session made and did not take back, the last one last.
  private var changes: [String] = []
  /// Whether the card was looked up, and is not what is handed out.
  private var isLookedUp = false

  package init() {}

  private var following: DeskEffect.Following {
    var following = DeskEffect.Following()
    following.skipping = skipped
    if case .board = place { following.board = board?.place }
    return following
  }

  /// What the desk begins with.
  package var beginning: DeskEffect { .handOut(following) }

  /// What is looked at again while nobody presses a key. Nothing else is handed out meanwhile: a key must mean what was
  /// on the screen when it was reached for.
  package var idling: DeskEffect {
    guard form == nil else { return .none }
    switch place {
    case .work: return card.map { .refresh($0.id) } ?? .handOut(following)
    case .board: return board.map { .board($0.place) } ?? .none
    case .help, .found: return .none
    }
  }

  // MARK: Keys

  package mutating func take(_ key: Key) -> DeskEffect {
    if form != nil { return takeInForm(key) }
    message = []
    isRefusal = false
    switch key {
    case .control("c"), .control("d"): return .quit
    case .control("l"): return .redraw
    default: break
    }
    switch place {
    case .help:
      place = .work
      return key == .character("q") ? .quit : .none
    case .found(let words, let finds, let chosen): return takeInFinds(key, words, finds, chosen)
    case .board: return takeOnBoard(key)
    case .work: return takeAtWork(key)
    }
  }

  private mutating func takeInForm(_ key: Key) -> DeskEffect {
    guard var form else { return .none }
    switch form.take(key) {
    case .editing:
      self.form = form
      return .none
    case .cancelled:
      self.form = nil
      say(["cancelled: nothing was changed"])
      return .none
    case .filled(.write(let request)):
      // Kept until it is known how it went, so that a refusal loses nothing that was typed.
      self.form = form
      return .write(request, following)
    case .filled(.search):
      self.form = nil
      return .search(form.fields.first?.editor.text ?? "")
    }
  }

  /// The keys that mean the same on every screen; nil for another.
  private mutating func takeAnywhere(_ key: Key) -> DeskEffect? {
    switch key {
    case .character("?"): place = .help
    case .character("/"): form = DeskForm("Search", .search, [DeskForm.Field("words", "Search")])
    case .character("q"): return .quit
    case .character("u"):
      guard let last = changes.last else {
        refuse(["nothing was done at this desk that could be taken back"])
        return DeskEffect.none
      }
      return .undo(last, following)
    default: return nil
    }
    return DeskEffect.none
  }

  /// A key that means nothing, in the layout in which it may mean something.
  private static func latin(_ key: Key) -> Key? {
    guard case .character(let character) = key, !character.isASCII,
      let swapped = KeyboardLayout.swapped(String(character)), let latin = swapped.first
    else { return nil }
    // The keys of ? and / lie elsewhere in the other layout.
    return .character(latin)
  }

  private mutating func takeAtWork(_ key: Key) -> DeskEffect {
    if let effect = work(key) { return effect }
    if let latin = DeskState.latin(key), let effect = work(latin) { return effect }
    if case .character(let character) = key {
      refuse(["\"\(character)\" means nothing here; ? shows the keys"])
    }
    return .none
  }

  private mutating func work(_ key: Key) -> DeskEffect? {
    switch key {
    case .up: scroll = max(scroll - 1, 0)
    case .down: scroll += 1
    case .pageUp: scroll = max(scroll - 10, 0)
    case .pageDown: scroll += 10
    case .home: scroll = 0
    case .escape:
      guard isLookedUp else { return DeskEffect.none }
      return .handOut(following)
    case .character("b"): return .board(board?.place ?? 0)
    case .character(" "):
      if let card, !isLookedUp { skipped.insert(card.id) } else if card == nil { skipped = [] }
      return .handOut(following)
    case .character("z"): form = snoozeForm
    case .enter: form = enterForm
    case .character(let character):
      if let effect = takeAnywhere(key) { return effect }
      guard let card, let button = card.button(character) else { return nil }
      return press(button, on: card)
    default: return takeAnywhere(key)
    }
    return DeskEffect.none
  }

  private mutating func press(_ button: DeskCard.Button, on card: DeskCard) -> DeskEffect {
    guard let (request, fields) = DeskForms.press(button, on: card) else { return .none }
    if fields.isEmpty { return .write(request, following) }
    form = DeskForm(button.label, .write(request), fields)
    return .none
  }

  private var snoozeForm: DeskForm? { card.flatMap(DeskForms.snooze) }
  private var enterForm: DeskForm? { card.flatMap(DeskForms.enter) }

  private mutating func takeInFinds(
    _ key: Key, _ words: String, _ finds: [DeskFind], _ chosen: Int
  ) -> DeskEffect {
    switch key {
    case .up: place = .found(words, finds, chosen: max(chosen - 1, 0))
    case .down: place = .found(words, finds, chosen: min(chosen + 1, max(finds.count - 1, 0)))
    case .enter:
      guard chosen < finds.count else { return .none }
      return .show(finds[chosen].id)
    case .character(let digit) where digit.wholeNumberValue.map { $0 > 0 && $0 <= finds.count } ?? false:
      return .show(finds[(digit.wholeNumberValue ?? 1) - 1].id)
    case .escape, .backspace: place = .work
    default: return takeAnywhere(key) ?? DeskState.latin(key).flatMap { takeAnywhere($0) } ?? .none
    }
    return .none
  }

  private mutating func takeOnBoard(_ key: Key) -> DeskEffect {
    onBoard(key) ?? DeskState.latin(key).flatMap { onBoard($0) } ?? .none
  }

  private mutating func onBoard(_ key: Key) -> DeskEffect? {
    switch key {
    case .left: board?.move(columns: -1)
    case .right: board?.move(columns: 1)
    case .up: board?.move(rows: -1)
    case .down: board?.move(rows: 1)
    case .pageUp: board?.move(rows: -5)
    case .pageDown: board?.move(rows: 5)
    case .shiftLeft, .character("<"), .character(","): moveDeal(by: -1)
    case .shiftRight, .character(">"), .character("."): moveDeal(by: 1)
    case .enter: if let tile = board?.tile { return .show(tile.id) }
    case .tab:
      guard let board, board.count > 1 else { return DeskEffect.none }
      return .board((board.place + 1) % board.count)
    case .escape, .character("b"):
      place = .work
      return .handOut(following)
    default: return takeAnywhere(key)
    }
    return DeskEffect.none
  }

  /// Asks for the next step that the deal gets in the neighbouring stage.
  private mutating func moveDeal(by step: Int) {
    guard let board, let tile = board.tile else { return refuse(["no deal is chosen"]) }
    let target = board.column + step
    if target < 0 { return refuse(["this is the first stage"]) }
    if target < board.columns.count {
      let column = board.columns[target]
      form = DeskForms.move(tile, to: column)
    } else if board.hasWon {
      form = DeskForms.win(tile)
    } else {
      refuse(["this is the last open stage"])
    }
  }

  // MARK: Replies

  package mutating func receive(_ reply: DeskReply) {
    switch reply {
    case .card(let card, let tally):
      show(card, tally)
      isLookedUp = false
      place = .work
    case .lookedUp(let card, let tally):
      show(card, tally)
      isLookedUp = true
      place = .work
    case .refreshed(let card, let tally): show(card, tally)
    case .wrote(let written): wrote(written)
    case .refused(let said, let asking):
      refuse(said)
      if let asking {
        form = asking
      } else if form != nil, case .write = form?.purpose {
        form?.remark = said.first
        message = Array(said.dropFirst())
      }
    case .found(let words, let finds):
      if finds.isEmpty {
        refuse(["nothing matches \"\(words)\""])
      } else {
        place = .found(words, finds, chosen: 0)
      }
    case .board(var board):
      if let before = self.board, before.place == board.place { board.choose(as: before) }
      self.board = board
      place = .board
    }
  }

  /// What was remarked after the answer.
  package mutating func remark(_ lines: [String]) { message += lines }

  private mutating func show(_ card: DeskCard?, _ tally: DeskTally) {
    if card?.id != self.card?.id { scroll = 0 }
    self.card = card
    self.tally = tally
  }

  private mutating func wrote(_ written: DeskWritten) {
    form = nil
    show(written.card, written.tally)
    isLookedUp = false
    say(written.said)
    if written.isUndo {
      if !changes.isEmpty { changes.removeLast() }
    } else if let change = written.change {
      changes.append(change)
    }
    if var board = written.board {
      if let before = self.board { board.choose(as: before) }
      self.board = board
    } else {
      place = .work
    }
  }

  private mutating func say(_ lines: [String]) { (message, isRefusal) = (lines, false) }
  private mutating func refuse(_ lines: [String]) { (message, isRefusal) = (lines, true) }
}
