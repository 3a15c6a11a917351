import Records

// Address books: lists of people from mail programs and LinkedIn.
extension Presets {
  package static let google: Preset = {
    var preset = Preset(
      name: "google", doc: "Google Contacts, its present CSV and the older one.", source: "google",
      layouts: [
        Preset.Layout(
          kind: .contact,
          signatures: [
            ["First Name", "Last Name", "Labels", "Organization Name|E-mail 1 - Value|Phone 1 - Value"],
            ["First Name", "Last Name", "E-mail 1 - Value|Phone 1 - Value"],
            ["Name", "Given Name", "Family Name", "Group Membership|E-mail 1 - Value|Phone 1 - Value"],
          ],
          columns: columns(
            """
            Name = name
            First Name|Given Name = first_name
            Middle Name|Additional Name = middle_name
            Last Name|Family Name = last_name
            Organization Name|Organization 1 - Name = company
            Organization Title|Organization 1 - Title = position
            Organization Department|Organization 1 - Department = extra
            Birthday = birthday
            Notes = notes
            Labels|Group Membership = tags
            E-mail N - Value = email
            Phone N - Value = phone
            Website N - Value = link
            E-mail N - Label|E-mail N - Type|Phone N - Label|Phone N - Type = extra
            Website N - Label|Website N - Type|Address N - Label|Address N - Type = extra
            Address 1 - Street = address
            Address 1 - City = city
            Address 1 - Region = region
            Address 1 - Postal Code = postal_code
            Address 1 - Country = country
            Address N - Formatted|Address N - Street|Address N - City|Address N - Region = extra
            Address N - Postal Code|Address N - Country|Address N - PO Box|Address N - Extended Address = extra
            Name Prefix|Name Suffix|Nickname|File As|Initials|Short Name|Maiden Name|Photo = extra
            Phonetic First Name|Phonetic Middle Name|Phonetic Last Name = extra
            Given Name Yomi|Family Name Yomi|Additional Name Yomi = extra
            """))
      ])
    preset.how = "contacts.google.com, Export, Google CSV"
    return preset
  }()

  package static let outlook: Preset = {
    var preset = Preset(
      name: "outlook",
      doc: "Outlook's contacts, English or Russian; Yandex and Mail.ru write the same columns.",
      source: "outlook",
      layouts: [
        Preset.Layout(
          kind: .contact,
          signatures: [
            [
              "First Name", "Last Name", "E-mail Address",
              "Business Phone|Business Street|Mobile Phone|Job Title",
            ],
            [
              "Имя", "Фамилия", "Адрес эл. почты|Адрес электронной почты|Эл. почта",
              "Организация|Отдел|Рабочий телефон|Телефон переносной|Заметки",
            ],
          ],
          columns: columns(outlookEnglish + "\n" + outlookRussian))
      ])
    preset.how = "File, Open & Export, Import/Export, Export to a file, Comma Separated Values"
    return preset
  }()

  private static let outlookEnglish = """
    Title|Suffix = extra
    First Name = first_name
    Middle Name = middle_name
    Last Name = last_name
    Company = company
    Department = extra
    Job Title = position
    Business Street = address
    Business City = city
    Business State = region
    Business Postal Code = postal_code
    Business Country|Business Country/Region = country
    Home Street|Home City|Home State|Home Postal Code|Home Country|Home Country/Region = extra
    Other Street|Other City|Other State|Other Postal Code|Other Country|Other Country/Region = extra
    Business Phone|Mobile Phone|Home Phone|Primary Phone|Car Phone|Other Phone|Callback|Radio Phone = phone
    Company Main Phone = company.phone
    Business Fax|Home Fax|Other Fax|Assistant's Phone|Pager|ISDN|Telex|TTY/TDD Phone = extra
    E-mail Address|E-mail N Address = email
    E-mail Type|E-mail Display Name|E-mail N Type|E-mail N Display Name = extra
    Web Page|Personal Web Page = link
    Birthday = birthday
    Anniversary|Assistant's Name|Manager's Name|Spouse|Children|Referred By = extra
    Categories = tags
    Notes = notes
    """

  private static let outlookRussian = """
    Обращение|Суффикс = extra
    Имя = first_name
    Отчество = middle_name
    Фамилия = last_name
    Организация = company
    Отдел = extra
    Должность = position
    Улица (раб. адрес)|Рабочий адрес, улица = address
    Город (раб. адрес)|Рабочий адрес, город = city
    Область (раб. адрес)|Область или край (раб. адрес) = region
    Индекс (раб. адрес)|Почтовый код (раб.)|Почтовый индекс (раб. адрес) = postal_code
    Страна (раб. адрес)|Страна или регион (раб. адрес) = country
    Улица (дом. адрес)|Город (дом. адрес)|Область (дом. адрес)|Почтовый код (дом.)|Страна или регион (дом. адрес) = extra
    Рабочий телефон|Телефон раб.|Телефон переносной|Мобильный телефон|Домашний телефон|Другой телефон = phone
    Основной телефон|Основной телефон организации = company.phone
    Рабочий факс|Домашний факс|Телефон помощника = extra
    Адрес эл. почты|Адрес электронной почты|Эл. почта|Адрес N эл. почты|Адрес N электронной почты = email
    Тип эл. почты|Краткое имя эл. почты|Тип N эл. почты|Краткое имя N эл. почты = extra
    Веб-страница|Личная веб-страница = link
    День рождения = birthday
    Годовщина|Имя помощника|Руководитель|Супруг(а)|Дети = extra
    Категории = tags
    Заметки = notes
    """

  package static let linkedIn: Preset = {
    var preset = Preset(
      name: "linkedin", doc: "LinkedIn's Connections.csv, with or without its preamble.", source: "linkedin",
      layouts: [
        Preset.Layout(
          kind: .contact, signatures: [["First Name", "Last Name", "Company", "Position", "Connected On"]],
          columns: columns(
            """
            First Name = first_name
            Last Name = last_name
            URL = link
            Email Address = email
            Company = company
            Position = position
            Connected On = extra
            """))
      ])
    preset.how = "Settings, Data privacy, Get a copy of your data, Connections"
    return preset
  }()
}
