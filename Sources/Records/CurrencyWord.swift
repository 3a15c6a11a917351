/// Currencies as people and exports write them.
package enum CurrencyWord {
  /// The ISO 4217 code of a sign, an abbreviation or a code in any case; nil for other words.
  package static func code(_ word: String) -> String? {
    let lower = word.lowercased().filter { $0 != "." }
    if let code = words[lower] { return code }
    let isCode = lower.utf8.count == 3 && lower.utf8.allSatisfy { (0x61...0x7a).contains($0) }
    return isCode ? lower.uppercased() : nil
  }

  private static let words: [String: String] = [
    "$": "USD", "us$": "USD", "usd$": "USD", "dollar": "USD", "dollars": "USD", "доллар": "USD",
    "долл": "USD",
    "доллары": "USD", "€": "EUR", "euro": "EUR", "euros": "EUR", "евро": "EUR", "£": "GBP", "₽": "RUB",
    "р": "RUB",
    "руб": "RUB", "рубль": "RUB", "рублей": "RUB", "рубли": "RUB", "rur": "RUB", "₸": "KZT", "тг": "KZT",
    "тенге": "KZT", "₴": "UAH", "грн": "UAH", "гривна": "UAH", "¥": "JPY", "₹": "INR", "₩": "KRW", "₺": "TRY",
    "₪": "ILS", "zł": "PLN", "kč": "CZK", "r$": "BRL", "c$": "CAD", "a$": "AUD", "fr": "CHF", "br": "BYN",
    "российский рубль": "RUB", "ruble": "RUB", "rubles": "RUB", "russian ruble": "RUB", "доллар сша": "USD",
    "us dollar": "USD", "us dollars": "USD", "казахстанский тенге": "KZT", "tenge": "KZT", "hryvnia": "UAH",
    "белорусский рубль": "BYN", "pound sterling": "GBP", "фунт стерлингов": "GBP", "юань": "CNY",
    "китайский юань": "CNY", "yuan": "CNY", "бел руб": "BYN", "₾": "GEL", "֏": "AMD", "сум": "UZS",
    "сом": "KGS", "₫": "VND", "₦": "NGN", "₱": "PHP",
    "฿": "THB",
  ]
}
