/// What the templates that crm brings say in one language; each language is a file of its own.
///
/// A greeting takes the name as it is written: nobody's sex is guessed and no name is inflected. Numbers and dates stand
/// behind labels or where the language needs no ending for them.
struct TemplateWords: Sendable {
  let language: TemplateLanguage
  let labels: TemplateLabels
  let greeting: String
  let regards: String
  let offer: LetterWords
  let invoice: LetterWords
  /// The friendly one, the firm one and the last one.
  let reminders: [LetterWords]
  let birthday: LetterWords
  let letter: LetterWords

  static let all = [english, german, russian, kazakh]
}

/// What one letter says, as paragraphs that may have tags.
struct LetterWords: Sendable {
  /// Of the message, and the title of the page.
  let subject: String
  let heading: String
  var opening: [String]
  /// What follows the items or the facts.
  var closing: [String] = []
}

/// What stands in front of figures; a colon is added where one is needed.
struct TemplateLabels: Sendable {
  // Above the letter.
  let number: String
  let issued: String
  let due: String
  let date: String
  let about: String
  let customerTaxID: String
  let daysLate: String

  // The columns of the items.
  let position: String
  let item: String
  let quantity: String
  let price: String
  let discount: String
  let tax: String
  let amount: String

  // Below the items.
  let subtotal: String
  let discountTotal: String
  let net: String
  /// Tax on top, by its rate: `{{rate}}` and `{{net}}` are known there.
  let taxOnTop: String
  /// The same where the prices contain it.
  let taxWithin: String
  let adjustment: String
  let total: String
  let paid: String
  let open: String

  // Who is to be paid, and how.
  let payment: String
  let payee: String
  let taxID: String
  let account: String
  let correspondent: String
  let iban: String
  let bic: String
  let bank: String
  let reference: String
  let phone: String
  /// In front of the way to get no more letters.
  let unsubscribe: String
}
