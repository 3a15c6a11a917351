import Dates
import Diagnostics
import Records

/// Reads a bank's table: csv, a sheet, or any other table that imports read.
struct PaymentTable {
  private let options: StatementOptions
  private let header: Header
  private let columns: [PaymentColumn: Int]
  private let rows: [Row]

  static func read(_ bytes: [UInt8], _ options: StatementOptions) throws(Diagnostic) -> StatementFile {
    let reading = ReadingOptions(
      encoding: options.reading.encoding ?? options.mapping.encoding,
      separator: options.reading.separator ?? options.mapping.separator,
      sheet: options.reading.sheet ?? options.mapping.sheet)
    let source = try RowReaders.read(bytes, named: options.file, reading)
    var rows: [Row] = []
    var iterator = source.rows()
    while let row = iterator.next() { rows.append(row) }
    try iterator.throwFailure()
    let table = try PaymentTable(rows, options)
    var file = StatementFile(.table, try table.statements())
    if let dialect = source.dialect, dialect.isGuessed {
      file.notices.append(
        ImportWarning("the file does not say its encoding; read as \(dialect.encoding.name)"))
    }
    let left = table.leftOut
    if !left.isEmpty {
      file.notices.append(
        ImportWarning("\(Place.listed(left, limit: 5)): no day of booking and so no payment; left out"))
    }
    return file
  }

  private init(_ rows: [Row], _ options: StatementOptions) throws(Diagnostic) {
    self.options = options
    let said = options.mapping.columns.map(\.key)
    let found = Header.find(in: Array(rows.prefix(Header.searchDepth))) { title in
      said.contains(title) || PaymentTitles.recognises(title)
    }
    guard let header = found else {
      throw PaymentTable.noStatement(options)
    }
    self.header = header
    var columns: [(position: Int, column: PaymentColumn)] = []
    for entry in options.mapping.columns {
      guard let column = header.column(named: entry.key) else {
        throw Diagnostic(
          .invalidValue, "the file has no column \"\(entry.key)\"",
          hints: .unknown(entry.key, among: header.columns.map(\.address), listing: "columns: ", limit: .max))
      }
      columns.append((column.position, try PaymentMapping.column(entry.value)))
    }
    self.columns = PaymentTitles.columns(header, said: columns)
    self.rows = rows.dropFirst(header.rowsBefore).filter { !$0.isBlank }
    if self.columns[.date] == nil, self.columns[.amount] == nil, self.columns[.credit] == nil {
      throw PaymentTable.noStatement(options)
    }
    for (what, isThere) in [
      ("day of booking", self.columns[.date] != nil),
      ("amount", self.columns[.amount] != nil || self.columns[.credit] != nil),
    ] where !isThere {
      let titles = header.columns.map(\.address).joined(separator: ", ")
      throw options.fault(
        "no column has the \(what) (columns: \(titles))", line: header.place.line ?? 1,
        ["say which: --map COLUMN=\(what == "amount" ? "amount" : "date")"])
    }
  }

  private static func noStatement(_ options: StatementOptions) -> Diagnostic {
    options.fault(
      "the file is no bank statement: 1C, camt.053, MT940 or a table with titles such as date and amount",
      line: 1, ["say what its columns are: --map COLUMN=date --map COLUMN=amount"])
  }

  private func cell(_ row: Row, _ column: PaymentColumn) -> SourceCell {
    guard let position = columns[column], row.cells.indices.contains(position) else { return .empty }
    return row.cells[position]
  }

  private func text(_ row: Row, _ column: PaymentColumn) -> String {
    CellText.value(cell(row, column).text, isText: true)
  }

  private func fault(_ message: String, _ row: Row, _ column: PaymentColumn, _ hints: [Hint] = [])
    -> Diagnostic
  {
    let place = row.place.text(column: columns[column] ?? 0)
    return options.fault("\(place): \(message)", line: row.place.line ?? 1, hints)
  }

  /// Rows without a day: totals and remarks.
  private var leftOut: [Place] { rows.filter { text($0, .date).isEmpty }.map(\.place) }

  // MARK: Cells

  private func statements() throws(Diagnostic) -> [Statement] {
    let order = try dateOrder()
    let mark = try decimalMark()
    var statements: [Statement] = []
    var places: [String: Int] = [:]
    for row in rows where !text(row, .date).isEmpty {
      let line = try line(row, order, mark)
      let place = places[line.account] ?? statements.count
      if place == statements.count {
        statements.append(Statement(account: line.account, place: row.place))
        statements[place].currency = line.currency
        places[line.account] = place
      }
      statements[place].lines.append(line)
    }
    return statements
  }

  private func line(_ row: Row, _ order: DateOrder?, _ mark: DecimalMark?) throws(Diagnostic) -> BankLine {
    guard let day = day(row, .date, order) else {
      throw fault("\"\(text(row, .date))\" is no day", row, .date)
    }
    let (amount, code) = try amount(row, mark)
    let own = orConstant(text(row, .ownAccount), "own_account")
    var line = BankLine(
      account: AccountNumber.compact(own.isEmpty ? options.account ?? "" : own), at: day,
      amount: amount, currency: code, place: row.place)
    let currency = orConstant(text(row, .currency), "currency")
    if !currency.isEmpty {
      guard let said = CurrencyWord.code(currency) else {
        throw fault("\"\(currency)\" is no currency", row, .currency)
      }
      line.currency = said
    }
    line.valued = self.day(row, .valued, order)
    line.payer = BankParty(
      name: BankText.line(text(row, .payer)), account: AccountNumber.compact(text(row, .account)),
      bank: text(row, .bank), taxID: text(row, .taxID))
    line.rawPurpose = cell(row, .purpose).text
    line.purpose = BankText.line(line.rawPurpose)
    line.add(.bank, text(row, .reference))
    return line
  }

  private func orConstant(_ text: String, _ key: String) -> String {
    text.isEmpty ? options.mapping.constants.first { $0.key == key }?.value ?? "" : text
  }

  private func day(_ row: Row, _ column: PaymentColumn, _ order: DateOrder?) -> CivilDate? {
    switch cell(row, column) {
    case .date(let day): return day
    case .instant(let moment): return CivilDate(String(moment.description.prefix(10)))
    default:
      let text = text(row, column)
      if let serial = ExcelSerial(text), row.place.isOfSheet { return serial.date }
      return DateCell(text)?.date(order: order)
    }
  }

  /// What came in is above zero. Of two columns one has a value; a word beside the amount or behind it tells the way.
  private func amount(_ row: Row, _ mark: DecimalMark?) throws(Diagnostic) -> (Decimal, String?) {
    if columns[.credit] != nil || columns[.debit] != nil {
      let credit = try number(row, .credit, mark)
      let debit = try number(row, .debit, mark)
      if let credit, credit.amount != .zero || debit == nil {
        guard debit == nil || debit?.amount == .zero else {
          throw fault("an amount that came in and one that went out", row, .credit)
        }
        return (credit.amount, credit.currency)
      }
      if let debit { return (debit.amount.isNegative ? debit.amount : -debit.amount, debit.currency) }
      if columns[.amount] == nil { throw fault("no amount", row, .credit) }
    }
    guard let found = try number(row, .amount, mark) else { throw fault("no amount", row, .amount) }
    let word = text(row, .direction)
    guard !word.isEmpty else { return (found.amount, found.currency) }
    guard let isIn = PaymentTable.isIn(word) else {
      throw fault(
        "\"\(word)\" says neither in nor out", row, .direction, ["leave the column out: --map COLUMN=-"])
    }
    // A sign that is there already says the same.
    if found.amount.isNegative { return (found.amount, found.currency) }
    return (isIn ? found.amount : -found.amount, found.currency)
  }

  private func number(
    _ row: Row, _ column: PaymentColumn, _ mark: DecimalMark?
  ) throws(Diagnostic) -> (amount: Decimal, currency: String?)? {
    switch cell(row, column) {
    case .number(let number): return (number, nil)
    case .labelled(let number, let text): return (number, NumberCell(text)?.currency)
    default: break
    }
    var text = text(row, column)
    if text.isEmpty { return nil }
    var isOut: Bool?
    if let cut = text.lastIndex(where: { $0.isNumber || $0 == ")" || $0 == "-" }),
      let tail = Optional(text[text.index(after: cut)...]),
      let isIn = PaymentTable.isIn(CellText.trimmed(String(tail)))
    {
      isOut = !isIn
      text = String(text[...cut])
    }
    guard let cell = NumberCell(text), !cell.isPercent, let number = cell.number(mark: mark) else {
      throw fault("\"\(text)\" is no amount", row, column)
    }
    return (isOut == true && !number.isNegative ? -number : number, cell.currency)
  }

  /// Whether a word means that money came in; nil for other words.
  private static func isIn(_ word: String) -> Bool? {
    switch word.lowercased() {
    case "h", "haben", "c", "cr", "crdt", "credit", "in", "+", "к", "кт", "кредит", "приход", "поступление",
      "зачисление":
      true
    case "s", "soll", "d", "dr", "dbit", "debit", "out", "-", "д", "дт", "дебет", "расход", "списание": false
    default: nil
    }
  }

  // MARK: What a column tells of its cells

  /// Throws where day and month may be either and nothing tells which.
  private func dateOrder() throws(Diagnostic) -> DateOrder? {
    if let said = options.mapping.dates { return said }
    var order: DateOrder?
    var open: Row?
    for row in rows {
      guard case .text = cell(row, .date), let cell = DateCell(text(row, .date)) else { continue }
      switch cell.evidence {
      case .dayFirst: order = .dayFirst
      case .monthFirst where order == nil: order = .monthFirst
      case .open: open = open ?? row
      case .none, .monthFirst: break
      }
    }
    if let order { return order }
    if let open {
      throw fault(
        "\"\(text(open, .date))\" may be either order of day and month", open, .date,
        ["say it: --date-order dmy, or mdy"])
    }
    return nil
  }

  /// Throws where a mark may part thousands or decimals and no cell tells which.
  private func decimalMark() throws(Diagnostic) -> DecimalMark? {
    if let said = options.mapping.decimals { return said }
    var marks: Set<DecimalMark> = []
    var open: (row: Row, column: PaymentColumn)?
    for column in [PaymentColumn.amount, .credit, .debit] where columns[column] != nil {
      for row in rows {
        guard case .text = cell(row, column), let cell = NumberCell(text(row, column)) else { continue }
        switch cell.evidence {
        case .point: marks.insert(.point)
        case .comma: marks.insert(.comma)
        case .open: open = open ?? (row, column)
        case .none: break
        }
      }
    }
    guard let open else { return nil }
    if marks.count == 1 { return marks.first }
    throw fault(
      "\"\(text(open.row, open.column))\" may have thousands or decimals behind its mark", open.row,
      open.column,
      ["say it: --decimal comma, or point"])
  }
}
