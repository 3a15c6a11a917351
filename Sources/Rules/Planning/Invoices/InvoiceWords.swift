import Records

/// What tasks about invoices are called, in the language of the repository.
struct InvoiceWords {
  private let language: Language

  init(_ config: Config) { language = Language(rawValue: config.language) ?? .english }

  func check(_ number: String) -> String {
    switch language {
    case .english: "Check payment of \(number)"
    case .russian: "Проверить оплату счёта \(number)"
    case .kazakh: "\(number) шотының төлемін тексеру"
    }
  }

  func paid(_ number: String) -> String {
    switch language {
    case .english: "\(number) is paid: decide the next step"
    case .russian: "Счёт \(number) оплачен: решить, что дальше"
    case .kazakh: "\(number) шоты төленді: келесі қадамды шешу"
    }
  }

  func void(_ number: String) -> String {
    switch language {
    case .english: "\(number) is void: decide the next step"
    case .russian: "Счёт \(number) аннулирован: решить, что дальше"
    case .kazakh: "\(number) шотының күші жойылды: келесі қадамды шешу"
    }
  }

  func returned(_ number: String, _ amount: String) -> String {
    switch language {
    case .english: "Payment of \(number) went back: \(amount)"
    case .russian: "Возврат оплаты счёта \(number): \(amount)"
    case .kazakh: "\(number) шотының төлемі қайтарылды: \(amount)"
    }
  }
}
