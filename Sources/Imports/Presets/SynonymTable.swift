import Records

/// Normalised column titles by kind; the value is a target as mapping files write it.
enum SynonymTable {
  /// Titles that mean this for one kind alone.
  static func own(_ kind: Kind) -> [String: String] {
    switch kind {
    case .contact: contactTitles
    case .company: companyTitles
    case .lead: leadTitles
    case .deal: deal
    case .task: task
    case .activity: activity
    case .product: product
    case .invoice: invoice
    }
  }

  /// Titles that mean the same wherever the kind has the field.
  static func shared(_ kind: Kind) -> [String: String] { kind == .product ? [:] : common }

  /// Titles that give way to others of the same meaning.
  static func weak(_ kind: Kind) -> Set<String> { kind == .contact ? weakTitles : [] }

  private static let weakTitles: Set<String> = [
    "title", "role", "display name", "customer", "client", "other email", "country code", "клиент",
    "заказчик",
  ]

  /// Titles that promise a way to reach somebody, and do not say which.
  static let neutral: Set<String> = [
    "contacts", "contact info", "contact information", "contact details", "contact data", "связь", "контакты",
    "контактные данные", "способ связи", "как связаться", "kontakt", "kontaktdaten",
  ]

  /// Every title that any kind knows.
  static let titles: Set<String> = Kind.allCases.reduce(into: []) { titles, kind in
    titles.formUnion(own(kind).keys)
    titles.formUnion(shared(kind).keys)
  }

  private static func table(_ lines: [(target: String, titles: String)]) -> [String: String] {
    var table: [String: String] = [:]
    for line in lines {
      for title in line.titles.split(separator: "|") {
        table[HeaderSynonyms.normalized(String(title))] = line.target
      }
    }
    return table
  }

  private static let common = table([
    (
      "owner",
      "Owner|Responsible|Responsible user|Assigned to|Manager|Owner name|Assignee|Contact owner|Deal owner|Company owner"
        + "|Lead owner|Opportunity owner|Account owner|Assigned user|Assigned user name|Assigned to name|Salesperson"
        + "|Sales person|Owner email|Deal owner email|Record owner|Ответственный|Менеджер|Владелец|Куратор|Исполнитель"
    ),
    (
      "source",
      "Source|Lead source|Referral source|Acquisition source|Origin|Источник|Канал|Источник обращения|Откуда"
    ),
    ("campaign", "Campaign|utm_campaign|Кампания|Рекламная кампания"),
    ("tags", "Tags|Tag|Labels|Label|Groups|Group|Categories|Теги|Тег|Метки|Метка|Группы"),
    (
      "notes",
      "Notes|Note|Comment|Comments|Description|Remarks|Background|Internal notes|Notizen|Bemerkung|Bemerkungen|Примечание|Примечания|Комментарий|Комментарии"
        + "|Заметки|Заметка|Описание"
    ),
    (
      "created",
      "Created|Created at|Create date|Date created|Created on|Creation date|Created time|Created date|Added|Added on"
        + "|Дата создания|Создан|Создано|Дата добавления|Дата создания контакта|Дата создания сделки"
        + "|Дата создания компании"
    ),
    (
      "address",
      "Address|Street|Street address|Address line|Straße|Strasse|Anschrift|Адрес|Улица"
        + "|Фактический адрес|Почтовый адрес"
    ),
    ("city", "City|Town|Ort|Stadt|Город|Населенный пункт"),
    (
      "region",
      "Region|State|Province|State abbr|State code|County|Bundesland|State/Region|State/Province|Область"
        + "|Регион|Край"
    ),
    (
      "postal_code",
      "Postal code|Zip|Zip code|Postcode|Zipcode|Post code|ZIP/Postal code|PLZ|Postleitzahl|Индекс"
        + "|Почтовый индекс"
    ),
    ("country", "Country|Country code|Country name|Land|Country/Region|Страна"),
    ("timezone", "Time zone|Timezone|Часовой пояс"),
    (
      "amount",
      "Amount|Budget|Value|Deal value|Lead value|Expected revenue|Opportunity amount|Estimated value|Estimated revenue|Price|Sum|Total|Revenue|Income|Opportunity|Deal amount|Сумма|Бюджет"
        + "|Бюджет сделки|Стоимость|Сумма сделки|Возможная сумма"
    ),
    ("currency", "Currency|Currency code|Currency of value|Amount currency|Opportunity currency|Валюта"),
    ("id", "ID|External ID|Record ID|Внешний ID|Идентификатор"),
    ("ignore", "Error"),
  ])

  private static let contactTitles = contact.merging(refusals) { own, _ in own }
  private static let companyTitles = company.merging(refusals) { own, _ in own }
  private static let leadTitles = lead.merging(refusals) { own, _ in own }

  /// Columns that say whether somebody said no to a way of being reached.
  private static let refusals = table([
    (
      "do_not_contact.email",
      "Email opt out|Has opted out of email|Opted out of email|Opted out|Opt out|Unsubscribed|Unsubscribe"
        + "|Unsubscribed from all email|Unsub time|Do not email|Do not send email|Do not allow emails"
        + "|Do not allow bulk emails|Newsletter opt out|Abgemeldet|Отписан|Отписался|Отказ от рассылки|Не писать"
    ),
    (
      "do_not_contact.call",
      "Do not call|Do not phone|Do not allow phone calls|Call opt out|Phone opt out|DNC|Nicht anrufen|Не звонить"
    ),
    ("do_not_contact.sms", "SMS opt out|Opted out of SMS|Do not SMS|Do not text|Не слать СМС|Отказ от СМС"),
    ("do_not_contact", "Do not contact|Не беспокоить"),
  ])

  private static let contact = table([
    ("id", "Contact ID|Person ID|Customer ID|ID контакта"),
    (
      "name",
      "Name|Full name|Fullname|Contact|Contact name|Display name|Customer name|Person|Person name|Customer|Client|ФИО"
        + "|Ф.И.О.|Имя контакта|Контакт|Контактное лицо|Полное имя|Полное имя контакта|Наименование"
        + "|Фамилия Имя Отчество|Фамилия Имя|Имя Фамилия|Основной контакт|Клиент|Заказчик"
    ),
    ("first_name", "First name|Firstname|First|Given name|Forename|Vorname|Имя"),
    ("middle_name", "Middle name|Middle|Patronymic|Additional name|Отчество"),
    ("last_name", "Last name|Lastname|Last|Surname|Family name|Nachname|Фамилия"),
    (
      "company",
      "Company|Company name|Organization|Organisation|Organization name|Account|Account name|Employer"
        + "|Associated company|Related company|Current company|Firma|Unternehmen|Компания|Название компании|Организация|Фирма|Место работы|Компания контакта|Имя компании"
    ),
    ("company.id", "Company ID|Account ID|Organization ID"),
    ("company.link", "Company website|Company domain|Company domain name|Сайт компании"),
    ("company.tax_id", "ИНН|Company tax id|Tax ID"),
    (
      "position",
      "Position|Job title|Title|Role|Job|Job position|Organization title|Designation|Должность|Позиция"
    ),
    (
      "emails",
      "Email|E-mail|Email address|Emails|E-mail address|Mail|Primary email|Work email|Email ID|Secondary email|Other email|Personal email|Home email|Почта|Электронная почта"
        + "|Эл. почта|Адрес эл. почты|E-mail адрес|Рабочий email|Рабочий e-mail|Личный email|Частный e-mail"
    ),
    (
      "phones",
      "Phone|Phone number|Telephone|Tel|Mobile|Mobile phone|Cell|Cell phone|Phones|Work phone|Business phone|Home phone"
        + "|Mobile phone number|Mobile number|Mobile no|Phone no|Contact number|Contact no|Telephone number|Office phone|Number (Contact Numbers)|Telefon|Handy|Mobil|Telefonnummer|Телефон|Тел.|Моб. телефон|Мобильный телефон|Рабочий телефон|Мобильный|Сотовый"
        + "|Номер телефона|Контактный телефон|Телефон переносной|Домашний телефон"
    ),
    (
      "links",
      "Website|Web site|Web|URL|Link|Links|LinkedIn|LinkedIn URL|Profile|Web page|Webpage|Home page|Skype|VK|Instagram"
        + "|Facebook|Telegram|Сайт|Ссылка|Веб-сайт|Телеграм|ВКонтакте"
    ),
    (
      "birthday",
      "Birthday|Date of birth|Birth date|Bday|DOB|Birthdate|Geburtsdatum|Geburtstag|Дата рождения|День рождения|ДР"
    ),
    ("created", "First seen|Дата знакомства"),
  ])

  private static let company = table([
    ("id", "Company ID|Account ID|Organization ID|ID компании"),
    (
      "name",
      "Name|Company|Company name|Organization|Organisation|Organization name|Account|Account name|Customer|Компания"
        + "|Название|Название компании|Организация|Наименование|Фирма|Клиент|Контрагент|Краткое наименование"
        + "|Имя компании|Заказчик"
    ),
    (
      "legal_name",
      "Legal name|Registered name|Юридическое название|Полное наименование|Юр. лицо|Юридическое лицо"
    ),
    (
      "tax_id",
      "Tax ID|VAT|VAT number|VAT ID|TIN|INN|EIN|Tax number|Tax identifier|Tax identification number|VAT no|USt-IdNr|ИНН|БИН|УНП|ИНН компании"
    ),
    ("emails", "Email|E-mail|Email address|Почта|Электронная почта|Рабочий email|Рабочий e-mail"),
    ("phones", "Phone|Phone number|Telephone|Tel|Main phone|Телефон|Тел.|Рабочий телефон|Номер телефона"),
    (
      "links",
      "Website|Web site|Web|URL|Site|Domain|Company domain name|Company domain|Website URL|Web page|LinkedIn|Сайт"
        + "|Веб-сайт|Корпоративный сайт"
    ),
    ("industry", "Industry|Sector|Branche|Отрасль|Сфера деятельности|Сфера|Вид деятельности"),
    (
      "employees",
      "Employees|Number of employees|Company size|Size|Headcount|No. of employees|Кол-во сотрудников"
        + "|Количество сотрудников|Сотрудников"
    ),
    ("revenue", "Revenue|Annual revenue|Turnover|Годовой оборот|Оборот|Выручка"),
  ])

  private static let lead = table([
    ("id", "Lead ID|ID лида"),
    (
      "title",
      "Title|Lead|Lead title|Lead name|Subject|Topic|Request|Название|Название лида|Заявка|Тема|Запрос|Лид"
    ),
    (
      "name",
      "Name|Full name|Contact|Contact name|Contact person|ФИО|Контактное лицо|Контакт|Полное имя|Клиент"
    ),
    ("first_name", "First name|Firstname|Given name|Vorname|Имя"),
    ("middle_name", "Middle name|Patronymic|Отчество"),
    ("last_name", "Last name|Lastname|Surname|Family name|Nachname|Фамилия"),
    (
      "company_name",
      "Company|Company name|Organization|Account|Account name|Компания|Название компании|Организация"
    ),
    (
      "emails",
      "Email|E-mail|Email address|Почта|Электронная почта|Рабочий e-mail|Частный e-mail|Рабочий email"
    ),
    (
      "phones",
      "Phone|Phone number|Mobile|Mobile phone|Tel|Телефон|Тел.|Мобильный телефон|Рабочий телефон|Номер телефона"
    ),
    ("status", "Status|Lead status|Статус|Стадия|Состояние"),
    ("reject_reason", "Reject reason|Причина отказа"),
  ])

  private static let deal = table([
    ("id", "Deal ID|Opportunity ID|ID сделки"),
    (
      "title",
      "Title|Deal|Deal name|Deal title|Name|Opportunity name|Opportunity|Topic|Subject|Название|Название сделки|Сделка"
        + "|Наименование|Имя сделки|Тема"
    ),
    (
      "stage",
      "Stage|Deal stage|Sales stage|Step|Lead pipeline stage|Этап|Этап сделки|Стадия|Стадия сделки|Статус сделки"
    ),
    ("outcome", "Status|Deal status|Won/Lost|Статус"),
    ("pipeline", "Pipeline|Funnel|Deal pipeline|Sales process|Lead pipeline|Воронка|Направление"),
    (
      "contact",
      "Contact|Contact name|Contact person|Primary contact|Customer|Customer name|Client|Client name|Person|Person name|Buyer|Associated contact|Контакт"
        + "|Основной контакт|Контактное лицо|ФИО|Клиент|Полное имя контакта|Имя контакта|Заказчик|Покупатель"
    ),
    ("contact.first_name", "First name|Contact first name|Имя"),
    ("contact.last_name", "Last name|Contact last name|Фамилия"),
    (
      "contact.email",
      "Email|Contact email|E-mail|Email address|Customer email|Client email|Person email|Почта|Рабочий email"
        + "|Рабочий e-mail|Email контакта"
    ),
    (
      "contact.phone",
      "Phone|Contact phone|Phone number|Mobile|Customer phone|Телефон|Тел.|Рабочий телефон|Мобильный телефон"
        + "|Телефон контакта|Номер телефона"
    ),
    ("contact.position", "Position|Job title|Должность"),
    ("contact.id", "Contact ID|Person ID"),
    (
      "company",
      "Company|Company name|Organization|Organisation|Account|Account name|Associated company|Компания"
        + "|Название компании|Организация|Компания контакта|Компания: Название компании|Фирма"
    ),
    ("company.id", "Company ID|Account ID|Organization ID"),
    ("probability", "Probability|Probability (%)|Win probability|Deal probability|Вероятность"),
    (
      "expected_close",
      "Expected close|Expected close date|Close date|Closing date|Expected closing|Expected closing date|Estimated closing|Closing|Estimated close date|Est. close|Assumed close date"
        + "|Предполагаемая дата закрытия|Планируемая дата закрытия|Ожидаемая дата закрытия"
    ),
    (
      "closed",
      "Closed|Closed at|Closed date|Date closed|Won time|Lost time|Actual close date|Дата закрытия|Закрыта"
    ),
    (
      "lost_reason",
      "Lost reason|Closed lost reason|Loss reason|Reason lost|Reason for loss|Причина отказа|Причина проигрыша"
        + "|Причина закрытия"
    ),
  ])

  private static let task = table([
    ("id", "Task ID|ID задачи"),
    ("title", "Title|Task|Subject|Name|Task name|Summary|Задача|Название|Тема|Название задачи|Дело"),
    ("type", "Type|Task type|Activity type|Тип|Тип задачи"),
    ("status", "Status|State|Статус|Состояние"),
    (
      "due",
      "Due|Due date|Due at|Deadline|Date|When|Срок|Крайний срок|Дата|Дата выполнения|Срок выполнения|До"
    ),
    ("contact", "Contact|Contact name|Customer|Client|Person|Контакт|Контактное лицо|Клиент"),
    ("contact.email", "Email|Contact email|E-mail|Почта"),
    ("contact.phone", "Phone|Contact phone|Телефон"),
    ("company", "Company|Organization|Account|Компания|Организация"),
    ("deal", "Deal|Deal name|Opportunity|Сделка|Название сделки"),
    ("deal.id", "Deal ID|ID сделки"),
    ("result", "Result|Outcome|Результат|Итог"),
    ("closed", "Closed|Completed|Completed at|Done at|Завершена|Дата завершения"),
  ])

  private static let activity = table([
    ("id", "Activity ID"),
    ("type", "Type|Activity|Activity type|Kind|Тип|Тип события|Вид"),
    (
      "at",
      "Date|At|When|Time|Timestamp|Datetime|Date time|Activity date|Start|Start time|Дата|Когда|Время|Дата и время"
    ),
    (
      "text",
      "Text|Note|Notes|Subject|Body|Description|Comment|Comments|Summary|Message|Текст|Комментарий|Описание|Примечание"
        + "|Содержание|Тема"
    ),
    ("contact", "Contact|Contact name|Customer|Client|Person|With|Контакт|Контактное лицо|Клиент"),
    ("contact.email", "Email|Contact email|E-mail|Почта"),
    ("contact.phone", "Contact phone|Phone|Телефон"),
    ("company", "Company|Organization|Account|Компания|Организация"),
    ("deal", "Deal|Deal name|Opportunity|Сделка|Название сделки"),
    ("deal.id", "Deal ID|ID сделки"),
    ("direction", "Direction|Направление"),
    ("number", "Number|Caller|Номер"),
    ("duration", "Duration|Длительность|Продолжительность"),
    ("result", "Result|Outcome|Disposition|Результат|Итог"),
  ])

  private static let product = table([
    ("name", "Name|Product|Product name|Item|Title|Название|Товар|Наименование|Продукт|Номенклатура|Услуга"),
    ("sku", "SKU|Code|Product code|Article|Part number|Item number|Артикул|Код|Код товара"),
    ("category", "Category|Group|Product family|Family|Категория|Группа|Раздел"),
    ("unit", "Unit|Units|UoM|Unit of measure|Ед. изм.|Единица|Единица измерения|Ед."),
    ("pack", "Pack|Pack size|Упаковка|В упаковке"),
    ("price", "Price|Unit price|Cost|List price|Цена|Стоимость|Розничная цена"),
    ("currency", "Currency|Currency code|Валюта"),
    ("active", "Active|Enabled|Is active|Активен|Активность|В продаже"),
    ("notes", "Notes|Description|Comment|Описание|Примечание|Комментарий"),
    ("id", "ID|External ID|Product ID|Record ID|Внешний ID"),
    ("created", "Created|Created at|Дата создания"),
    ("ignore", "Error"),
  ])

  private static let invoice = table([
    (
      "number",
      "Number|Invoice|Invoice number|Invoice no|Invoice #|Номер|Номер счета|Счёт|Счет|№|Rechnungsnummer|Rechnung"
    ),
    ("issued", "Issued|Issue date|Invoice date|Date|Дата|Дата счета|Rechnungsdatum|Datum"),
    ("due", "Due|Due date|Payable by|Оплатить до|Срок оплаты|Fällig|Fälligkeit|Zahlbar bis"),
    ("amount", "Amount|Total|Grand total|Сумма|Итого|Всего|Betrag|Gesamtbetrag"),
    ("currency", "Currency|Currency code|Валюта|Währung"),
    ("status", "Status|State|Статус"),
    ("company", "Company|Customer|Client|Bill to|Компания|Клиент|Покупатель|Плательщик|Kunde|Firma"),
    ("contact", "Contact|Contact name|Контакт"),
    ("deal", "Deal|Deal name|Opportunity|Сделка"),
    ("notes", "Notes|Memo|Description|Примечание|Комментарий|Notiz"),
    ("id", "ID|External ID|Invoice ID|Record ID|Внешний ID"),
    ("created", "Created|Created at|Дата создания"),
  ])
}
