/// What the templates that crm brings say in one language. A greeting takes the name as it is written: nobody's sex is
/// guessed and no name is inflected.
struct TemplateWords: Sendable {
  let language: TemplateLanguage
  let offer: String
  let invoice: String
  let reminder: String
  let date: String
  let subject: String
  let taxID: String
  let item: String
  let quantity: String
  let price: String
  let amount: String
  let total: String
  let greeting: String
  let offerOpening: String
  let offerClosing: String
  let invoiceOpening: String
  let invoiceClosing: String
  let reminderOpening: String
  let reminderClosing: String
  let regards: String

  static let all = [english, german, russian]

  static let english = TemplateWords(
    language: .english, offer: "Offer", invoice: "Invoice", reminder: "Payment reminder",
    date: "Date:", subject: "For:", taxID: "Tax number of the customer:", item: "Item", quantity: "Quantity",
    price: "Price", amount: "Amount", total: "Total:",
    greeting: "{{#has_contact_name}}Dear {{contact_name}},{{/has_contact_name}}"
      + "{{^has_contact_name}}Hello,{{/has_contact_name}}",
    offerOpening: "Thank you for your interest. We offer you:",
    offerClosing: "This offer holds for 30 days. A short answer to this letter is enough to accept it.",
    invoiceOpening: "Thank you for your order. We charge you for:",
    invoiceClosing: "Please transfer the total within 14 days and name the number of this invoice.",
    reminderOpening: "Perhaps this letter crosses your payment; then please disregard it. "
      + "We have not received the following amount yet:",
    reminderClosing: "Please transfer it within 7 days, or tell us what stands in the way.",
    regards: "Kind regards")

  static let german = TemplateWords(
    language: .german, offer: "Angebot", invoice: "Rechnung", reminder: "Zahlungserinnerung",
    date: "Datum:", subject: "Für:", taxID: "Steuernummer des Kunden:", item: "Leistung", quantity: "Menge",
    price: "Preis", amount: "Betrag", total: "Summe:",
    greeting: "Guten Tag{{#has_contact_name}} {{contact_name}}{{/has_contact_name}},",
    offerOpening: "vielen Dank für Ihr Interesse. Wir bieten Ihnen an:",
    offerClosing: "Das Angebot gilt 30 Tage. Zur Annahme genügt eine kurze Antwort auf dieses Schreiben.",
    invoiceOpening: "vielen Dank für Ihren Auftrag. Wir berechnen Ihnen:",
    invoiceClosing: "Bitte überweisen Sie die Summe innerhalb von 14 Tagen unter Angabe der Rechnungsnummer.",
    reminderOpening: "vielleicht hat sich dieses Schreiben mit Ihrer Zahlung überschnitten; "
      + "dann betrachten Sie es bitte als erledigt. Der folgende Betrag ist noch nicht bei uns eingegangen:",
    reminderClosing:
      "Bitte überweisen Sie ihn innerhalb von 7 Tagen oder sagen Sie uns, was dem entgegensteht.",
    regards: "Mit freundlichen Grüßen")

  static let russian = TemplateWords(
    language: .russian, offer: "Предложение", invoice: "Счёт", reminder: "Напоминание об оплате",
    date: "Дата:", subject: "Основание:", taxID: "ИНН заказчика:", item: "Наименование",
    quantity: "Количество",
    price: "Цена", amount: "Сумма", total: "Итого:",
    greeting: "Здравствуйте{{#has_contact_name}}, {{contact_name}}{{/has_contact_name}}!",
    offerOpening: "Благодарим за интерес. Предлагаем вам:",
    offerClosing: "Предложение действует 30 дней. Чтобы принять его, достаточно ответить на это письмо.",
    invoiceOpening: "Благодарим за заказ. К оплате:",
    invoiceClosing: "Просим перевести сумму в течение 14 дней и указать номер счёта в назначении платежа.",
    reminderOpening: "Возможно, вы уже оплатили счёт: тогда не обращайте внимания на это письмо. "
      + "Мы пока не получили следующую сумму:",
    reminderClosing: "Просим перевести её в течение 7 дней или сообщить нам, что этому мешает.",
    regards: "С уважением,")
}
