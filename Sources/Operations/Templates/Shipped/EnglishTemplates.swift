extension TemplateWords {
  static let english = TemplateWords(
    language: .english,
    labels: TemplateLabels(
      number: "Invoice", issued: "Date", due: "Payable by", date: "Date", about: "For",
      customerTaxID: "Your tax number", daysLate: "Days past due",
      position: "No.", item: "Item", quantity: "Quantity", price: "Price", discount: "Discount", tax: "Tax",
      amount: "Amount",
      subtotal: "Sum before discounts", discountTotal: "Discounts", net: "Net",
      taxOnTop: "Tax {{rate}}% on {{net}}", taxWithin: "Tax contained: {{rate}}% on {{net}}",
      adjustment: "Adjustment as agreed", total: "Total", paid: "Paid", open: "Still to be paid",
      payment: "Payment details", payee: "Payee", taxID: "Tax number", account: "Account",
      correspondent: "Correspondent account", iban: "IBAN", bic: "BIC", bank: "Bank", reference: "Reference",
      phone: "Phone", unsubscribe: "If you want no more letters"),
    greeting: """
      {{#has_contact_name}}Dear {{contact_name}},{{/has_contact_name}}\
      {{^has_contact_name}}Hello,{{/has_contact_name}}
      """,
    regards: "Kind regards",
    offer: LetterWords(
      subject: "Offer: {{title}}", heading: "Offer: {{title}}",
      opening: ["Thank you for your interest. We offer you:"],
      closing: ["This offer holds for 30 days from its date. A short answer is enough to accept it."]),
    invoice: LetterWords(
      subject: "Invoice {{number}}{{#has_title}}: {{title}}{{/has_title}}", heading: "Invoice {{number}}",
      opening: ["Thank you for your order. We charge you for:"],
      closing: [
        """
        Please transfer the {{#has_paid}}open amount{{/has_paid}}{{^has_paid}}total{{/has_paid}} \
        {{#has_due}}by {{due}}{{/has_due}}{{^has_due}}within 14 days{{/has_due}} and name the number of this invoice.
        """
      ]),
    reminders: [
      LetterWords(
        subject: """
          Payment reminder{{#has_invoice_number}}: invoice {{invoice_number}}{{/has_invoice_number}}\
          {{^has_invoice_number}}{{#has_title}}: {{title}}{{/has_title}}{{/has_invoice_number}}
          """,
        heading: "Payment reminder",
        opening: [
          """
          {{#has_days_late}}Perhaps this letter crosses your payment; then please disregard it. We have not received the \
          following amount yet:{{/has_days_late}}{{^has_days_late}}May we remind you of the following payment? If you \
          have made it already, please disregard this letter.{{/has_days_late}}
          """
        ],
        closing: [
          """
          {{#has_days_late}}Please transfer it within 7 days, or tell us what stands in the way.{{/has_days_late}}\
          {{^has_days_late}}Please transfer it on time{{#has_invoice_number}} and name the number of the invoice\
          {{/has_invoice_number}}.{{/has_days_late}}
          """
        ]),
      LetterWords(
        subject: "Second reminder: invoice {{invoice_number}}", heading: "Your payment is overdue",
        opening: ["The following invoice is past its due date, and we have no payment for it:"],
        closing: [
          "Please transfer the open amount within 7 days from the date of this letter.",
          """
          If you have paid in the meantime, please tell us the day, so that we can find the payment. If something is \\
          wrong with the invoice, let us know now.
          """,
        ]),
      LetterWords(
        subject: "Last reminder: invoice {{invoice_number}}", heading: "Last reminder before further steps",
        opening: ["The following invoice is long past its due date, and it is still not paid:"],
        closing: [
          """
          We ask you for the last time to transfer the open amount, within 7 days from the date of this letter.
          """,
          """
          If no payment has arrived by then, we shall stop further work for you and consider collecting the amount by \
          legal means. The costs of that would be yours.
          """,
        ]),
    ],
    birthday: LetterWords(
      subject: "Happy birthday{{#has_contact_name}}, {{contact_name}}{{/has_contact_name}}!",
      heading: "Happy birthday!",
      opening: [
        "All of us wish you a happy birthday, good health, and success in whatever you begin this year."
      ]),
    letter: LetterWords(
      subject: "How are things?", heading: "",
      opening: [
        "We have not heard from each other for a while. How are things on your side?",
        "If there is anything that we can help with, a short answer to this letter is enough.",
      ]))
}
