extension TemplateWords {
  static let kazakh = TemplateWords(
    language: .kazakh,
    labels: TemplateLabels(
      number: "Шот №", issued: "Шот күні", due: "Төлеу мерзімі", date: "Күні", about: "Негізі",
      customerTaxID: "Тапсырыс берушінің БСН/ЖСН-і", daysLate: "Мерзімі өткен күн саны",
      position: "№", item: "Атауы", quantity: "Саны", price: "Бағасы", discount: "Жеңілдік", tax: "ҚҚС",
      amount: "Сомасы",
      subtotal: "Жеңілдіксіз сома", discountTotal: "Жеңілдік", net: "ҚҚС-сыз сома",
      taxOnTop: "ҚҚС {{rate}} %, {{net}} сомасынан",
      taxWithin: "Оның ішінде ҚҚС {{rate}} % (ҚҚС-сыз {{net}})",
      adjustment: "Келісім бойынша түзету", total: "Төлеуге барлығы", paid: "Төленгені",
      open: "Төлеуге қалғаны",
      payment: "Төлем деректемелері", payee: "Алушы", taxID: "БСН/ЖСН", account: "Шот нөмірі",
      correspondent: "Корр. шот", iban: "ЖСК (IBAN)", bic: "БСК", bank: "Банк", reference: "Төлем мақсаты",
      phone: "Телефон", unsubscribe: "Бұдан былай хат алғыңыз келмесе"),
    greeting: """
      {{#has_contact_name}}Құрметті {{contact_name}}!{{/has_contact_name}}\
      {{^has_contact_name}}Сәлеметсіз бе!{{/has_contact_name}}
      """,
    regards: "Құрметпен,",
    offer: LetterWords(
      subject: "Коммерциялық ұсыныс: {{title}}", heading: "Коммерциялық ұсыныс: {{title}}",
      opening: ["Қызығушылығыңыз үшін рақмет. Сізге мынаны ұсынамыз:"],
      closing: ["Ұсыныс берілген күнінен бастап 30 күн жарамды. Қабылдау үшін қысқаша жауап жеткілікті."]),
    invoice: LetterWords(
      subject: "Шот № {{number}}{{#has_issued}}, {{issued}}{{/has_issued}}",
      heading: "Шот № {{number}}{{#has_issued}}, {{issued}}{{/has_issued}}",
      opening: ["Тапсырысыңыз үшін рақмет. Төлеуге:"],
      closing: [
        """
        {{#has_paid}}Қалған соманы{{/has_paid}}{{^has_paid}}Соманы{{/has_paid}} \
        {{#has_due}}көрсетілген мерзімде{{/has_due}}{{^has_due}}14 күн ішінде{{/has_due}} аударып, төлем мақсатында шот \
        нөмірін жазуыңызды сұраймыз.{{#has_due}} Төлеу мерзімі: {{due}}.{{/has_due}}
        """
      ]),
    reminders: [
      LetterWords(
        subject: """
          Төлем туралы еске салу{{#has_invoice_number}}: шот № {{invoice_number}}{{/has_invoice_number}}\
          {{^has_invoice_number}}{{#has_title}}: {{title}}{{/has_title}}{{/has_invoice_number}}
          """,
        heading: "Төлем туралы еске салу",
        opening: [
          """
          {{#has_days_late}}Шотты төлеп қойған болсаңыз, бұл хатты ескермеңіз. Мына сома бізге әзірге түскен \
          жоқ:{{/has_days_late}}{{^has_days_late}}Алдағы төлемді еске саламыз. Төлеп қойған болсаңыз, бұл хатты \
          ескермеңіз.{{/has_days_late}}
          """
        ],
        closing: [
          """
          {{#has_days_late}}Соманы 7 күн ішінде аударуыңызды немесе бұған не кедергі екенін хабарлауыңызды \
          сұраймыз.{{/has_days_late}}{{^has_days_late}}Соманы мерзімінде аударуыңызды\
          {{#has_invoice_number}} және төлем мақсатында шот нөмірін жазуыңызды{{/has_invoice_number}} \
          сұраймыз.{{/has_days_late}}
          """
        ]),
      LetterWords(
        subject: "Төлем мерзімі өтті: шот № {{invoice_number}}", heading: "Төлем мерзімі өтті",
        opening: ["Мына шоттың төлеу мерзімі өтті, толық төлем бізге әлі түскен жоқ:"],
        closing: [
          "Қалған соманы осы хаттың күнінен бастап 7 күн ішінде аударуыңызды сұраймыз.",
          """
          Төлеп қойған болсаңыз, төлемді табуымыз үшін оның күнін хабарлаңыз. Шотта қате болса, бұл туралы қазір жазыңыз.
          """,
        ]),
      LetterWords(
        subject: "Соңғы еске салу: шот № {{invoice_number}}", heading: "Төлем туралы соңғы еске салу",
        opening: ["Мына шоттың төлеу мерзімі баяғыда өтті, ол әлі күнге дейін төленген жоқ:"],
        closing: [
          "Қалған соманы осы хаттың күнінен бастап 7 күн ішінде аударуыңызды соңғы рет сұраймыз.",
          """
          Осы мерзімде төлем түспесе, біз алдағы жұмысты тоқтатып, берешекті заңда белгіленген тәртіппен өндіріп алуға \
          мәжбүр боламыз; оның шығындары сізге жүктеледі.
          """,
        ]),
    ],
    birthday: LetterWords(
      subject: "Туған күніңізбен!", heading: "Туған күніңізбен!",
      opening: [
        "Сізді туған күніңізбен шын жүректен құттықтаймыз! Зор денсаулық, қуаныш және барлық ісіңізге сәттілік тілейміз."
      ]),
    letter: LetterWords(
      subject: "Хал-жағдайыңыз қалай?", heading: "",
      opening: [
        "Көптен бері хабарласпадық. Хал-жағдайыңыз қалай?",
        "Біздің көмегіміз керек болса, осы хатқа қысқаша жауап берсеңіз жеткілікті.",
      ]))
}
