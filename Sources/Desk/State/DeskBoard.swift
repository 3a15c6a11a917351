package import Records

/// The board of a pipeline as the screen shows it, and the deal that is chosen on it.
package struct DeskBoard: Sendable {
  package struct Tile: Sendable {
    package let id: RecordID
    package let title: String
    /// The client and the amount.
    package let about: String
    /// The next step and when it is due.
    package let step: String
    package let isLate: Bool
    package let proposal: (next: String, due: String)

    package init(
      id: RecordID, title: String, about: String, step: String, isLate: Bool,
      proposal: (next: String, due: String)
    ) {
      self.id = id
      self.title = title
      self.about = about
      self.step = step
      self.isLate = isLate
      self.proposal = proposal
    }
  }

  package struct Column: Sendable {
    package let stage: String
    package let name: String
    package let sums: String
    package let tiles: [Tile]

    package init(stage: String, name: String, sums: String, tiles: [Tile]) {
      self.stage = stage
      self.name = name
      self.sums = sums
      self.tiles = tiles
    }
  }

  package let name: String
  /// Which of the pipelines it is.
  package let place: Int
  package let count: Int
  package let columns: [Column]
  /// Whether a deal may be won from the last column.
  package let hasWon: Bool
  package private(set) var column = 0
  package private(set) var row = 0

  package init(name: String, place: Int, count: Int, columns: [Column], hasWon: Bool) {
    self.name = name
    self.place = place
    self.count = count
    self.columns = columns
    self.hasWon = hasWon
    // Where there is something to choose.
    column = columns.firstIndex { !$0.tiles.isEmpty } ?? 0
  }

  package var tile: Tile? {
    guard column < columns.count, row < columns[column].tiles.count else { return nil }
    return columns[column].tiles[row]
  }

  package mutating func move(columns step: Int) {
    column = min(max(column + step, 0), max(columns.count - 1, 0))
    clamp()
  }

  package mutating func move(rows step: Int) {
    row += step
    clamp()
  }

  private mutating func clamp() {
    let count = column < columns.count ? columns[column].tiles.count : 0
    row = min(max(row, 0), max(count - 1, 0))
  }

  /// The same deal is chosen as before, wherever it is now, else what has taken its place.
  package mutating func choose(as before: DeskBoard) {
    column = min(before.column, max(columns.count - 1, 0))
    row = before.row
    clamp()
    guard let id = before.tile?.id else { return }
    for (place, column) in columns.enumerated() {
      if let row = column.tiles.firstIndex(where: { $0.id == id }) { (self.column, self.row) = (place, row) }
    }
  }
}
