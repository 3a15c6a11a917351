import Text

/// Which fields of a form, a hook or a mail are which: by the names that form builders and shops give them.
enum InboxKey: String, CaseIterable {
  case name, firstName, lastName, email, phone, company, subject, message, source, campaign, amount, currency

  /// The names in lower case with `_` between words; the first is the one that we ask for.
  var names: [String] {
    switch self {
    case .name:
      [
        "name", "full_name", "fullname", "your_name", "contact_name", "customer_name", "client", "nom",
        "nombre",
        "имя", "фио", "ваше_имя",
      ]
    case .firstName: ["first_name", "firstname", "given_name", "fname", "vorname", "prenom"]
    case .lastName: ["last_name", "lastname", "surname", "family_name", "lname", "nachname", "фамилия"]
    case .email:
      [
        "email", "e_mail", "mail", "your_email", "email_address", "emailaddress", "reply_to", "replyto",
        "from",
        "почта", "эл_почта",
      ]
    case .phone:
      [
        "phone", "tel", "telephone", "mobile", "phone_number", "phonenumber", "your_phone", "cell",
        "whatsapp",
        "telefon", "handy", "telefono", "телефон", "номер", "номер_телефона",
      ]
    case .company:
      [
        "company", "company_name", "organization", "organisation", "org", "business", "firma", "unternehmen",
        "entreprise", "empresa", "компания", "организация",
      ]
    case .subject: ["subject", "your_subject", "topic", "title", "betreff", "sujet", "asunto", "тема"]
    case .message:
      [
        "message", "your_message", "msg", "text", "comment", "comments", "body", "body_plain", "description",
        "question", "inquiry", "enquiry", "nachricht", "mensaje", "сообщение", "комментарий", "вопрос",
      ]
    case .source: ["source", "utm_source"]
    case .campaign: ["campaign", "utm_campaign"]
    case .amount: ["amount", "budget", "сумма", "бюджет"]
    case .currency: ["currency", "валюта"]
    }
  }

  private static let table: [String: (key: InboxKey, rank: Int)] = allCases.reduce(into: [:]) { table, key in
    for (rank, name) in key.names.enumerated() { table[name] = (key, rank) }
  }

  /// What a field is, and how sure its name is about that: the lower the surer. Of `contact.email` the last word counts.
  static func named(_ name: String) -> (key: InboxKey, rank: Int)? {
    let plain = plain(name)
    if let found = table[plain] { return found }
    guard let last = plain.split(separator: ".").last, last.count < plain.count else { return nil }
    return table[String(last)].map { ($0.key, $0.rank + 100) }
  }

  /// In lower case, with `_` for what parts words; `fields[email]` and `form_fields[email]` are `email`.
  private static func plain(_ name: String) -> String {
    var text = name.lowercased()
    if text.hasSuffix("]"), let open = text.firstIndex(of: "[") {
      text = String(text[text.index(after: open)...].dropLast())
    }
    let words = text.split { $0 == "-" || $0 == " " || $0 == "_" || $0 == "*" || $0 == ":" }
    return words.joined(separator: "_")
  }
}
