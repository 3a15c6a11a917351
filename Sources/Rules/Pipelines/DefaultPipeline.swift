package import Records

/// The pipeline that a new repository begins with.
package enum DefaultPipeline {
  package static let path = "pipelines/sales.yaml"

  /// The file's text in English.
  package static let text = text(language: .english)

  /// The file's text with the names and reasons in a language; the ids are the same in all. It compiles without a finding.
  package static func text(language: Language) -> String {
    let words = Words.of(language)
    return """
      # The way of a deal, its stages in order. To look for faults in this file: crm stages check
      name: \(words.pipeline)
      stages:
      - id: first-contact
        name: \(words.firstContact)
        probability: 10
        # on_enter:                    # a next step made where none is given
        #   next: {title: "\(words.call) {{contact.name}}", type: call, within: 1h}
      - id: meeting
        name: \(words.meeting)
        probability: 30
      - id: proposal
        name: \(words.proposal)
        probability: 50
        # require: ["amount > 0", contact.email]   # what a deal must have to enter
        # rots_after: 7d               # idle longer: shown as rotting
      - id: invoice
        name: \(words.invoice)
        probability: 80
      - id: won
        name: \(words.won)
        outcome: won
      - id: lost
        name: \(words.lost)
        outcome: lost
        require: [lost_reason]
      - id: archive
        name: \(words.archive)
        outcome: archived
      # transitions:                   # without it any stage may follow any
      #   first-contact: [meeting, proposal, lost, archive]
      lost_reasons: [\(words.reasons)]
      actions:                         # what happens to a deal; crm search finds them: crm search invoice acme
      - id: no-answer
        name: \(words.noAnswer)
        key: n
        synonyms: [\(words.missed)]
        reasons:
          busy: {retry: [5m, 15m, 1h, 1d]}
          unavailable: {retry: [30m, 3h, 1d]}
          no-pickup: {}                # falls back to the action's own ladder
        log: {type: call, result: no-answer}
        retry: [5m, 30m, 3h, 1d]       # after the first, second, third, fourth miss
        then: archive                  # the fifth
      - id: invoice-sent
        name: \(words.invoiceSent)
        key: i
        synonyms: [\(words.bill)]
        stage: invoice
        ask: [due]                     # --due is required
        invoice: sent                  # crm invoices send presses it
        next: {title: "\(words.checkPayment)", type: call}
      - id: paid
        name: \(words.paid)
        key: p
        stage: won
        invoice: paid                  # the last payment presses it

      """
  }

  private struct Words {
    let pipeline: String
    let firstContact: String
    let meeting: String
    let proposal: String
    let invoice: String
    let won: String
    let lost: String
    let archive: String
    let reasons: String
    let noAnswer: String
    let missed: String
    let invoiceSent: String
    let bill: String
    let paid: String
    let checkPayment: String
    let call: String

    static let english = Words(
      pipeline: "Sales", firstContact: "First contact", meeting: "Meeting", proposal: "Proposal",
      invoice: "Invoice", won: "Won", lost: "Lost", archive: "Archive",
      reasons: "price, competitor, no-budget, no-answer, other", noAnswer: "No answer", missed: "missed",
      invoiceSent: "Invoice sent", bill: "invoice, bill", paid: "Paid", checkPayment: "Check payment",
      call: "Call")

    static let russian = Words(
      pipeline: "Продажи", firstContact: "Первый контакт", meeting: "Встреча", proposal: "Предложение",
      invoice: "Счёт", won: "Успех", lost: "Отказ", archive: "Архив",
      reasons: "дорого, конкурент, нет-бюджета, не-отвечает, другое", noAnswer: "Недозвон",
      missed: "не ответил", invoiceSent: "Счёт выставлен", bill: "счёт, invoice", paid: "Оплачено",
      checkPayment: "Проверить оплату", call: "Позвонить:")

    static let kazakh = Words(
      pipeline: "Сату", firstContact: "Алғашқы байланыс", meeting: "Кездесу", proposal: "Ұсыныс",
      invoice: "Шот", won: "Сәтті", lost: "Бас тарту", archive: "Мұрағат",
      reasons: "қымбат, бәсекелес, бюджет-жоқ, жауап-жоқ, басқа", noAnswer: "Жауап бермеді",
      missed: "қоңырау", invoiceSent: "Шот жіберілді", bill: "шот, invoice", paid: "Төленді",
      checkPayment: "Төлемді тексеру", call: "Қоңырау шалу:")

    static func of(_ language: Language) -> Words {
      switch language {
      case .english: .english
      case .russian: .russian
      case .kazakh: .kazakh
      }
    }
  }
}
