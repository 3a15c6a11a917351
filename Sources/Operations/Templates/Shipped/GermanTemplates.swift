extension TemplateWords {
  static let german = TemplateWords(
    language: .german,
    labels: TemplateLabels(
      number: "Rechnung Nr.", issued: "Rechnungsdatum", due: "Zahlbar bis", date: "Datum", about: "Betrifft",
      customerTaxID: "Ihre Steuernummer", daysLate: "Tage im Verzug",
      position: "Pos.", item: "Leistung", quantity: "Menge", price: "Einzelpreis", discount: "Rabatt",
      tax: "USt.",
      amount: "Betrag",
      subtotal: "Summe vor Rabatt", discountTotal: "Rabatt", net: "Netto",
      taxOnTop: "zzgl. {{rate}} % USt. auf {{net}}", taxWithin: "enthaltene USt.: {{rate}} % auf {{net}}",
      adjustment: "Anpassung laut Vereinbarung", total: "Gesamtbetrag", paid: "Bereits gezahlt",
      open: "Noch zu zahlen",
      payment: "Bankverbindung", payee: "Zahlungsempfänger", taxID: "Steuernummer", account: "Konto",
      correspondent: "Korrespondenzkonto", iban: "IBAN", bic: "BIC", bank: "Bank",
      reference: "Verwendungszweck", phone: "Telefon", unsubscribe: "Wenn Sie keine Briefe mehr wünschen"),
    greeting: "Guten Tag{{#has_contact_name}} {{contact_name}}{{/has_contact_name}},",
    regards: "Mit freundlichen Grüßen",
    offer: LetterWords(
      subject: "Angebot: {{title}}", heading: "Angebot: {{title}}",
      opening: ["vielen Dank für Ihr Interesse. Wir bieten Ihnen an:"],
      closing: ["Das Angebot gilt 30 Tage ab seinem Datum. Zur Annahme genügt eine kurze Antwort."]),
    invoice: LetterWords(
      subject: "Rechnung {{number}}{{#has_title}}: {{title}}{{/has_title}}",
      heading: "Rechnung Nr. {{number}}",
      opening: ["vielen Dank für Ihren Auftrag. Wir berechnen Ihnen:"],
      closing: [
        """
        Bitte überweisen Sie den {{#has_paid}}offenen Betrag{{/has_paid}}{{^has_paid}}Gesamtbetrag{{/has_paid}} \
        {{#has_due}}bis zum {{due}}{{/has_due}}{{^has_due}}innerhalb von 14 Tagen{{/has_due}} unter Angabe der \
        Rechnungsnummer.
        """
      ]),
    reminders: [
      LetterWords(
        subject: """
          Zahlungserinnerung{{#has_invoice_number}}: Rechnung {{invoice_number}}{{/has_invoice_number}}\
          {{^has_invoice_number}}{{#has_title}}: {{title}}{{/has_title}}{{/has_invoice_number}}
          """,
        heading: "Zahlungserinnerung",
        opening: [
          """
          {{#has_days_late}}vielleicht hat sich dieses Schreiben mit Ihrer Zahlung überschnitten; dann betrachten Sie es \
          bitte als erledigt. Der folgende Betrag ist noch nicht bei uns eingegangen:{{/has_days_late}}\
          {{^has_days_late}}dürfen wir Sie an die folgende Zahlung erinnern? Haben Sie schon gezahlt, betrachten Sie \
          dieses Schreiben bitte als erledigt.{{/has_days_late}}
          """
        ],
        closing: [
          """
          {{#has_days_late}}Bitte überweisen Sie ihn innerhalb von 7 Tagen oder sagen Sie uns, was dem \
          entgegensteht.{{/has_days_late}}{{^has_days_late}}Bitte überweisen Sie den Betrag fristgerecht\
          {{#has_invoice_number}} unter Angabe der Rechnungsnummer{{/has_invoice_number}}.{{/has_days_late}}
          """
        ]),
      LetterWords(
        subject: "Mahnung: Rechnung {{invoice_number}}", heading: "Mahnung",
        opening: [
          "die folgende Rechnung ist fällig, und wir haben noch keine vollständige Zahlung erhalten:"
        ],
        closing: [
          "Bitte überweisen Sie den offenen Betrag innerhalb von 7 Tagen ab dem Datum dieses Schreibens.",
          """
          Haben Sie inzwischen gezahlt, nennen Sie uns bitte den Tag, damit wir die Zahlung finden. Stimmt etwas an der \
          Rechnung nicht, sagen Sie es uns bitte jetzt.
          """,
        ]),
      LetterWords(
        subject: "Letzte Mahnung: Rechnung {{invoice_number}}", heading: "Letzte Mahnung",
        opening: ["die folgende Rechnung ist seit langem fällig und noch immer nicht bezahlt:"],
        closing: [
          """
          Wir fordern Sie letztmalig auf, den offenen Betrag innerhalb von 7 Tagen ab dem Datum dieses Schreibens zu \
          überweisen.
          """,
          """
          Geht bis dahin keine Zahlung ein, stellen wir weitere Leistungen ein und behalten uns vor, die Forderung \
          gerichtlich geltend zu machen. Die Kosten dafür hätten Sie zu tragen.
          """,
        ]),
    ],
    birthday: LetterWords(
      subject: "Herzlichen Glückwunsch zum Geburtstag!", heading: "Herzlichen Glückwunsch zum Geburtstag!",
      opening: [
        """
        wir gratulieren Ihnen herzlich zum Geburtstag und wünschen Ihnen Gesundheit, Freude und Erfolg bei allem, was Sie \
        sich für das neue Lebensjahr vorgenommen haben.
        """
      ]),
    letter: LetterWords(
      subject: "Wie geht es Ihnen?", heading: "",
      opening: [
        "wir haben eine Weile nichts voneinander gehört. Wie geht es Ihnen?",
        "Wenn wir Ihnen bei etwas helfen können, genügt eine kurze Antwort auf dieses Schreiben.",
      ]))
}
