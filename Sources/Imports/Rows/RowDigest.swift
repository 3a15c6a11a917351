/// Stands for the cells of a row when rows of one run are compared.
struct RowDigest: Hashable {
  private let first: Int
  private let second: Int

  init(_ row: Row) {
    var one = Hasher()
    var two = Hasher()
    two.combine(0x5bd1_e995)
    var cells = row.cells[...]
    while cells.last?.isEmpty == true { cells = cells.dropLast() }
    for cell in cells {
      one.combine(cell)
      two.combine(cell)
    }
    first = one.finalize()
    second = two.finalize()
  }
}
