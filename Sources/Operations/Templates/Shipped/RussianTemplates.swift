extension TemplateWords {
  static let russian = TemplateWords(
    language: .russian,
    labels: TemplateLabels(
      number: "Счёт №", issued: "Дата счёта", due: "Оплатить до", date: "Дата", about: "Основание",
      customerTaxID: "ИНН заказчика", daysLate: "Дней просрочки",
      position: "№", item: "Наименование", quantity: "Количество", price: "Цена", discount: "Скидка",
      tax: "НДС",
      amount: "Сумма",
      subtotal: "Сумма без скидки", discountTotal: "Скидка", net: "Сумма без НДС",
      taxOnTop: "НДС {{rate}} % сверх {{net}}", taxWithin: "В том числе НДС {{rate}} % (без НДС {{net}})",
      adjustment: "Поправка по договорённости", total: "Итого к оплате", paid: "Оплачено",
      open: "Осталось оплатить",
      payment: "Реквизиты для оплаты", payee: "Получатель", taxID: "ИНН", account: "Расчётный счёт",
      correspondent: "Корр. счёт", iban: "IBAN", bic: "БИК", bank: "Банк", reference: "Назначение платежа",
      phone: "Телефон", unsubscribe: "Чтобы больше не получать писем"),
    greeting: "Здравствуйте{{#has_contact_name}}, {{contact_name}}{{/has_contact_name}}!",
    regards: "С уважением,",
    offer: LetterWords(
      subject: "Коммерческое предложение: {{title}}", heading: "Коммерческое предложение: {{title}}",
      opening: ["Благодарим за интерес. Предлагаем вам:"],
      closing: ["Предложение действует 30 дней с его даты. Чтобы принять его, достаточно короткого ответа."]),
    invoice: LetterWords(
      subject: "Счёт № {{number}}{{#has_issued}} от {{issued}}{{/has_issued}}",
      heading: "Счёт № {{number}}{{#has_issued}} от {{issued}}{{/has_issued}}",
      opening: ["Благодарим за заказ. К оплате:"],
      closing: [
        """
        Просим перевести {{#has_paid}}оставшуюся сумму{{/has_paid}}{{^has_paid}}сумму{{/has_paid}} \
        {{#has_due}}не позднее {{due}}{{/has_due}}{{^has_due}}в течение 14 дней{{/has_due}} и указать номер счёта в \
        назначении платежа.
        """
      ]),
    reminders: [
      LetterWords(
        subject: """
          Напоминание об оплате{{#has_invoice_number}}: счёт № {{invoice_number}}{{/has_invoice_number}}\
          {{^has_invoice_number}}{{#has_title}}: {{title}}{{/has_title}}{{/has_invoice_number}}
          """,
        heading: "Напоминание об оплате",
        opening: [
          """
          {{#has_days_late}}Возможно, вы уже оплатили счёт: тогда не обращайте внимания на это письмо. Мы пока не получили \
          следующую сумму:{{/has_days_late}}{{^has_days_late}}Напоминаем о предстоящем платеже. Если вы уже оплатили, не \
          обращайте внимания на это письмо.{{/has_days_late}}
          """
        ],
        closing: [
          """
          {{#has_days_late}}Просим перевести её в течение 7 дней или сообщить нам, что этому \
          мешает.{{/has_days_late}}{{^has_days_late}}Просим перевести сумму в срок\
          {{#has_invoice_number}} и указать номер счёта в назначении платежа{{/has_invoice_number}}.{{/has_days_late}}
          """
        ]),
      LetterWords(
        subject: "Просрочена оплата: счёт № {{invoice_number}}", heading: "Оплата просрочена",
        opening: ["Срок оплаты следующего счёта прошёл, полной оплаты мы не получили:"],
        closing: [
          "Просим перевести оставшуюся сумму в течение 7 дней с даты этого письма.",
          """
          Если вы уже заплатили, сообщите, пожалуйста, день платежа, чтобы мы его нашли. Если в счёте что-то не так, \
          напишите нам об этом сейчас.
          """,
        ]),
      LetterWords(
        subject: "Последнее напоминание: счёт № {{invoice_number}}",
        heading: "Последнее напоминание об оплате",
        opening: ["Следующий счёт давно просрочен и до сих пор не оплачен:"],
        closing: [
          "В последний раз просим перевести оставшуюся сумму в течение 7 дней с даты этого письма.",
          """
          Если оплата к этому сроку не поступит, мы приостановим дальнейшую работу и будем вынуждены добиваться \
          взыскания долга в установленном законом порядке, с отнесением расходов на вас.
          """,
        ]),
    ],
    birthday: LetterWords(
      subject: "С днём рождения!", heading: "С днём рождения!",
      opening: [
        "От всей души поздравляем вас с днём рождения! Желаем здоровья, радости и удачи во всех начинаниях."
      ]),
    letter: LetterWords(
      subject: "Как ваши дела?", heading: "",
      opening: [
        "Мы давно не общались. Как ваши дела?",
        "Если мы можем быть чем-то полезны, достаточно коротко ответить на это письмо.",
      ]))
}
