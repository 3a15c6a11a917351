import Dates
import Records

extension Presets {
  package static let amoCRM: Preset = {
    var preset = Preset(
      name: "amocrm", doc: "amoCRM and Kommo exports of leads (our deals), contacts and companies.",
      source: "amocrm", layouts: [amoDeal, amoContact, amoCompany])
    preset.how = "in the list of leads or contacts: the three dots, then Export"
    preset.dates = .dayFirst
    return preset
  }()

  private static let amoDeal = Preset.Layout(
    kind: .deal,
    signatures: [
      ["Название сделки", "Этап сделки"], ["ID", "Название сделки", "Этап сделки"],
      ["ID", "Название сделки", "Полное имя контакта|Основной контакт", "Бюджет|Бюджет сделки|Воронка"],
      [
        "ID", "Lead title|Lead name", "Stage|Lead status|Lead stage|Pipeline", "Responsible user|Responsible",
      ],
    ],
    columns: columns(
      """
      ID = id
      Название сделки|Lead title|Lead name = title
      Бюджет|Бюджет сделки|Sale|Budget|Lead value = amount
      Ответственный|Responsible user|Responsible = owner
      Дата создания сделки|Дата создания|Created at|Date created = created
      Дата редактирования|Last modified|Modified at = extra
      Кем создана|Кем создана сделка|Кем редактирована|Created by|Modified by = extra
      Дата закрытия|Closed at|Date closed = closed
      Теги|Теги сделки|Lead tags|Tags = tags
      Примечание|Note = notes
      Этап сделки|Этап|Stage|Lead status|Lead stage = stage
      Воронка|Pipeline = pipeline
      Причина отказа|Loss reason|Lost reason = lost_reason
      Полное имя контакта|Основной контакт|Primary contact|Main contact|Full name|Contact's full name = contact
      Компания контакта|Компания|Contact's company|Company = company
      Рабочий телефон|Рабочий телефон (контакт)|Рабочий прямой телефон|Рабочий прямой телефон (контакт) = contact.phone
      Мобильный телефон|Мобильный телефон (контакт)|Домашний телефон|Домашний телефон (контакт) = contact.phone
      Другой телефон|Другой телефон (контакт)|Work phone|Work direct phone|Mobile phone|Home phone|Other phone = contact.phone
      Рабочий email|Рабочий email (контакт)|Личный email|Личный email (контакт) = contact.email
      Другой email|Другой email (контакт)|Work email|Personal email|Other email = contact.email
      Должность|Должность (контакт)|Position = contact.position
      Город (контакт) = contact.city
      Город|City = extra
      Источник|Source = source
      Товар|Product = extra
      utm_campaign = campaign
      utm_source|utm_medium|utm_content|utm_term|utm_referrer = extra
      """))

  private static let amoContact: Preset.Layout = {
    var layout = Preset.Layout(
      kind: .contact,
      signatures: [
        ["ID", "Тип", "Полное имя контакта|Наименование"],
        ["ID", "Полное имя контакта|Наименование", "Дата создания контакта|Сделки|Название компании"],
        ["ID", "Full name", "Leads|Lead", "Responsible user|Responsible"],
      ],
      columns: columns(
        """
        ID = id
        Тип|Type = extra
        Полное имя контакта|Наименование|Full name|Name = name
        Имя|First name = first_name
        Фамилия|Last name = last_name
        Название компании|Компания|Company|Company name = company
        Ответственный|Responsible user|Responsible = owner
        Дата создания контакта|Дата создания|Created at|Date created = created
        Дата редактирования|Last modified = extra
        Кем создан|Кем создан контакт|Кем редактирован|Created by|Modified by = extra
        Сделки|Сделка|Leads|Lead = extra
        Теги|Теги контакта|Tags|Contact tags = tags
        Примечание|Note = notes
        Рабочий телефон|Рабочий прямой телефон|Мобильный телефон|Домашний телефон|Другой телефон = phone
        Work phone|Work direct phone|Mobile phone|Home phone|Other phone = phone
        Рабочий email|Личный email|Другой email|Work email|Personal email|Other email = email
        Web|Сайт = link
        Адрес|Address = address
        Город|City = city
        Должность|Position = position
        """))
    layout.only = Preset.Entry("Тип|Type", "контакт|contact")
    return layout
  }()

  private static let amoCompany: Preset.Layout = {
    var layout = Preset.Layout(
      kind: .company,
      signatures: [
        ["ID", "Тип", "Полное имя контакта|Наименование|Название компании"],
        ["ID", "Название компании", "Дата создания компании"],
      ],
      columns: columns(
        """
        ID = id
        Тип|Type = extra
        Наименование|Название компании|Название|Полное имя контакта|Company name|Full name|Name = name
        Имя|Фамилия|First name|Last name = extra
        Ответственный|Responsible user|Responsible = owner
        Дата создания компании|Дата создания контакта|Дата создания|Created at|Date created = created
        Дата редактирования|Last modified = extra
        Сделки|Сделка|Leads|Lead = extra
        Теги|Теги компании|Tags = tags
        Примечание|Note = notes
        Рабочий телефон|Рабочий прямой телефон|Мобильный телефон|Домашний телефон|Другой телефон = phone
        Work phone|Work direct phone|Mobile phone|Home phone|Other phone = phone
        Рабочий email|Личный email|Другой email|Work email|Personal email|Other email = email
        Web|Сайт = link
        Адрес|Address = address
        Город|City = city
        """))
    layout.only = Preset.Entry("Тип|Type", "компания|company")
    return layout
  }()
}
