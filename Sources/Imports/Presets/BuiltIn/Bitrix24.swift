import Dates
import Records

extension Presets {
  package static let bitrix24: Preset = {
    var preset = Preset(
      name: "bitrix24", doc: "Bitrix24 exports of deals, leads, contacts and companies, Russian or English.",
      source: "bitrix24", layouts: [bitrixDeal, bitrixLead, bitrixContact, bitrixCompany])
    preset.how = "in the list of deals (leads, contacts, companies): the gear, then Export to CSV, all fields"
    preset.dates = .dayFirst
    return preset
  }()

  private static let bitrixDeal: Preset.Layout = {
    var layout = Preset.Layout(
      kind: .deal,
      signatures: [
        ["ID", "Название сделки", "Стадия сделки|Стадия|Сделка закрыта|Направление"],
        ["ID", "Deal Name", "Stage|Deal stage", "Income|Assumed close date"],
      ],
      columns: columns(
        """
        ID = id
        Название сделки|Deal Name = title
        Стадия сделки|Стадия|Stage|Deal stage = stage
        Воронка|Направление|Pipeline = pipeline
        Сделка закрыта|Closed|Deal closed = outcome
        Сумма|Income|Amount = amount
        Валюта|Currency = currency
        Вероятность|Probability = probability
        Компания|Компания: Название компании|Company|Company: Company Name = company
        Компания: ID|Company: ID = company.id
        Компания: Рабочий телефон|Компания: Мобильный телефон|Company: Work Phone|Company: Mobile = company.phone
        Компания: Рабочий e-mail|Компания: Частный e-mail|Company: Work E-mail = company.email
        Компания: Корпоративный сайт|Company: Corporate website = company.link
        Контакт|Contact = contact
        Контакт: ID|Contact: ID = contact.id
        Контакт: Имя|Contact: First Name = contact.first_name
        Контакт: Отчество|Contact: Second Name|Contact: Middle Name = contact.middle_name
        Контакт: Фамилия|Contact: Last Name = contact.last_name
        Контакт: Должность|Contact: Position = contact.position
        Контакт: Рабочий телефон|Контакт: Мобильный телефон|Контакт: Домашний телефон|Контакт: Другой телефон = contact.phone
        Contact: Work Phone|Contact: Mobile|Contact: Mobile Phone|Contact: Home Phone|Contact: Other Phone = contact.phone
        Контакт: Рабочий e-mail|Контакт: Частный e-mail|Контакт: Другой e-mail = contact.email
        Contact: Work E-mail|Contact: Home E-mail|Contact: Personal E-mail|Contact: Other E-mail = contact.email
        Источник|Source = source
        Товар|Product = item.product
        Цена|Price = item.price
        Количество|Quantity = item.quantity
        Тип|Type = extra
        Комментарий|Comment = notes
        Дата начала|Start date|Begin date = extra
        Предполагаемая дата закрытия|Дата завершения|Assumed close date = expected_close
        Ответственный|Responsible|Responsible person = owner
        Дата создания|Created|Created on = created
        Кем создана|Кем изменена|Created by|Modified by = extra
        Дата изменения|Modified|Modified on = extra
        """))
    layout.group = "ID"
    return layout
  }()

  private static let bitrixLead = Preset.Layout(
    kind: .lead,
    signatures: [
      ["ID", "Название лида", "Имя|Фамилия|Стадия|Статус|Ответственный|Источник|Рабочий телефон"],
      ["ID", "Lead Name", "Responsible|Responsible person", "Status|Stage|Work Phone|Work E-mail"],
    ],
    columns: columns(
      """
      ID = id
      Название лида|Lead Name = title
      Обращение|Salutation = extra
      Имя|First Name|Name = first_name
      Отчество|Second Name|Middle Name = middle_name
      Фамилия|Last Name = last_name
      Дата рождения|Date of Birth|Birthdate = extra
      Адрес|Address|Населенный пункт|City|Регион|Region|Почтовый индекс|Zip|Страна|Country = extra
      Рабочий телефон|Мобильный телефон|Домашний телефон|Другой телефон|Телефон = phone
      Work Phone|Mobile|Mobile Phone|Home Phone|Other Phone|Phone = phone
      Рабочий e-mail|Частный e-mail|Другой e-mail|E-mail = email
      Work E-mail|Home E-mail|Personal E-mail|Other E-mail = email
      Название компании|Company Name = company_name
      Должность|Position = extra
      Комментарий|Comment = notes
      Стадия|Статус|Status|Stage = status
      Возможная сумма|Сумма|Opportunity|Income|Total|Amount = amount
      Валюта|Currency = currency
      Источник|Source = source
      Ответственный|Responsible|Responsible person = owner
      Дата создания|Created|Created on = created
      Кем создан|Кем изменен|Created by|Modified by = extra
      """))

  private static let bitrixContact = Preset.Layout(
    kind: .contact,
    signatures: [
      ["ID", "Тип контакта"], ["ID", "Имя|Фамилия", "Рабочий e-mail|Частный e-mail"],
      ["ID", "Contact type", "Last Name|First Name|Name"],
      ["ID", "Last Name|First Name", "Work E-mail"],
    ],
    columns: columns(
      """
      ID = id
      Обращение|Salutation = extra
      Имя|First Name|Name = first_name
      Отчество|Second Name|Middle Name = middle_name
      Фамилия|Last Name = last_name
      Дата рождения|Date of Birth|Birthdate = birthday
      Тип контакта|Contact type = extra
      Источник|Source = source
      Должность|Position = position
      Компания|Company = company
      Компания: ID|Company: ID = company.id
      Адрес|Address|Street address = address
      Населенный пункт|Город|City = city
      Регион|Region = region
      Почтовый индекс|Zip|Postal code = postal_code
      Страна|Country = country
      Рабочий телефон|Мобильный телефон|Домашний телефон|Другой телефон|Телефон = phone
      Work Phone|Mobile|Mobile Phone|Home Phone|Other Phone|Phone = phone
      Рабочий e-mail|Частный e-mail|Другой e-mail|E-mail = email
      Work E-mail|Home E-mail|Personal E-mail|Other E-mail = email
      Корпоративный сайт|Личная страница|Сайт|Corporate website|Web site = link
      Комментарий|Comment = notes
      Ответственный|Responsible|Responsible person = owner
      Дата создания|Created|Created on = created
      Кем создан|Кем изменен|Created by|Modified by = extra
      """))

  private static let bitrixCompany = Preset.Layout(
    kind: .company,
    signatures: [
      [
        "ID", "Название компании",
        "Тип компании|Сфера деятельности|Годовой оборот|Кол-во сотрудников|Фактический адрес|Юридический адрес",
      ],
      ["ID", "Company Name", "Company type"],
    ],
    columns: columns(
      """
      ID = id
      Название компании|Company Name = name
      Тип компании|Company type = extra
      Сфера деятельности|Industry = industry
      Годовой оборот|Annual revenue = revenue
      Кол-во сотрудников|Employees = employees
      Фактический адрес|Адрес|Street address|Address = address
      Населенный пункт|City = city
      Регион|Region = region
      Почтовый индекс|Zip = postal_code
      Страна|Country = country
      Юридический адрес|Legal address = extra
      Реквизит: ИНН|ИНН = tax_id
      Рабочий телефон|Мобильный телефон|Другой телефон|Телефон|Work Phone|Mobile|Mobile Phone|Phone = phone
      Рабочий e-mail|Частный e-mail|Другой e-mail|E-mail|Work E-mail|Home E-mail = email
      Корпоративный сайт|Сайт|Corporate website|Web site = link
      Комментарий|Comment = notes
      Ответственный|Responsible|Responsible person = owner
      Дата создания|Created|Created on = created
      Кем создана|Кем изменена|Created by|Modified by = extra
      """))
}
