/// The titles that banks give the columns of their tables, in English, Russian and German, the telling ones first.
enum PaymentTitles {
  /// What each column of a header holds: what was said first, then by title; of several titles of one meaning the first.
  static func columns(_ header: Header, said: [(position: Int, column: PaymentColumn)]) -> [PaymentColumn:
    Int]
  {
    var found: [PaymentColumn: Int] = [:]
    var taken = Set(said.map(\.position))
    for (position, column) in said where column != .ignore { found[column] = position }
    let titles = header.columns.map { HeaderSynonyms.normalized(withoutUnits($0.title)) }
    for (column, words) in synonyms where found[column] == nil {
      for word in words {
        guard
          let index = titles.indices.first(where: {
            titles[$0] == word && !taken.contains(header.columns[$0].position)
          })
        else { continue }
        found[column] = header.columns[index].position
        taken.insert(header.columns[index].position)
        break
      }
    }
    return found
  }

  /// Whether a title is one of a bank's table.
  static func recognises(_ title: String) -> Bool {
    all.contains(HeaderSynonyms.normalized(withoutUnits(title)))
  }

  /// `Betrag (EUR)` without what is in brackets.
  private static func withoutUnits(_ title: String) -> String {
    guard let open = title.firstIndex(of: "("), open > title.startIndex else { return title }
    return String(title[..<open])
  }

  private static let all = Set(synonyms.flatMap(\.words))

  private static let synonyms: [(column: PaymentColumn, words: [String])] = [
    (
      .ownAccount,
      ["own account", "your account", "auftragskonto", "iban auftragskonto", "наш счет", "счет клиента"]
    ),
    (
      .date,
      [
        "booking date", "booked", "buchungstag", "buchungsdatum", "buchung", "posting date",
        "transaction date",
        "дата проводки", "дата операции", "дата поступления", "дата зачисления", "дата платежа",
        "дата документа",
        "date", "datum", "дата", "completed date", "date completed",
      ]
    ),
    (.valued, ["value date", "valutadatum", "valuta", "wertstellung", "wert", "дата валютирования"]),
    (
      .credit,
      [
        "credit", "credit amount", "paid in", "money in", "haben", "eingang", "gutschrift", "приход",
        "поступление",
        "поступления", "зачислено", "кредит", "сумма по кредиту", "по кредиту", "кредит сумма",
      ]
    ),
    (
      .debit,
      [
        "debit", "debit amount", "paid out", "money out", "soll", "ausgang", "lastschrift", "расход",
        "списание",
        "списания", "списано", "дебет", "сумма по дебету", "по дебету", "дебет сумма",
      ]
    ),
    (
      .direction,
      [
        "soll haben", "s h", "dr cr", "cr dr", "debit credit", "credit debit", "d c", "направление",
        "тип операции",
        "приход расход", "direction",
      ]
    ),
    (
      .amount,
      [
        "amount", "betrag", "umsatz", "сумма", "sum", "сумма операции", "сумма платежа", "сумма документа",
        "transaction amount", "betrag in eur",
      ]
    ),
    (.currency, ["currency", "currency code", "wahrung", "waehrung", "валюта", "валюта операции", "ccy"]),
    (
      .taxID,
      [
        "tax id", "payer tax id", "tax number", "vat id", "инн", "инн плательщика", "инн контрагента", "бин",
        "иин", "бин иин", "иин бин", "ust id", "steuernummer",
      ]
    ),
    (
      .account,
      [
        "payer account", "payer iban", "counterparty account", "counterparty iban",
        "iban zahlungsbeteiligter",
        "kontonummer iban", "kontonummer", "счет плательщика", "счет контрагента", "расчетный счет", "iban",
        "account",
        "номер счета", "account number",
      ]
    ),
    (.bank, ["bic", "bic swift code", "bank", "blz", "бик", "бик банка", "банк"]),
    (
      .payer,
      [
        "payer", "payer name", "counterparty", "counterparty name", "name zahlungsbeteiligter",
        "auftraggeber empfanger",
        "beguenstigter zahlungspflichtiger", "begunstigter zahlungspflichtiger", "zahlungspflichtiger",
        "zahlungspflichtige r",
        "auftraggeber", "empfanger auftraggeber", "плательщик", "наименование плательщика", "контрагент",
        "наименование контрагента", "отправитель", "name", "from",
      ]
    ),
    (
      .purpose,
      [
        "purpose", "payment purpose", "payment details", "verwendungszweck", "назначение платежа",
        "назначение",
        "основание", "description", "details", "narrative", "memo", "описание", "комментарий",
        "reference text",
      ]
    ),
    (
      .reference,
      [
        "reference", "bank reference", "transaction id", "transaction reference", "end to end reference",
        "bankreferenz", "referenz", "kundenreferenz", "kundenreferenz end to end", "номер документа", "номер",
        "референс", "id",
      ]
    ),
    (
      .ignore,
      [
        "balance", "saldo", "saldo nach buchung", "остаток", "баланс", "buchungstext", "info", "category",
        "kategorie",
      ]
    ),
  ]
}
