/// A key that was pressed, or text that was pasted.
package enum Key: Sendable, Hashable {
  case character(Character)
  case enter, escape, tab, backTab, backspace, delete
  case up, down, left, right, home, end, pageUp, pageDown
  case shiftLeft, shiftRight
  /// With the letter, as `control("c")`.
  case control(Character)
  /// What a terminal in bracketed paste mode hands over as one piece.
  case paste(String)
}
