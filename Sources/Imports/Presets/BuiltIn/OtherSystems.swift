import Records

// Systems of which one or a few tables are known.
extension Presets {
  package static let retailCRM: Preset = {
    var preset = Preset(
      name: "retailcrm", doc: "RetailCRM's list of customers, Russian or English.", source: "retailcrm",
      layouts: [
        Preset.Layout(
          kind: .contact,
          signatures: [
            ["Фамилия", "Имя", "Внешний ID"], ["Last Name", "First Name", "Customer's external ID"],
          ],
          columns: columns(
            """
            Внешний ID|Customer's external ID = id
            Фамилия|Last Name = last_name
            Имя|First Name = first_name
            Отчество|Patronymic = middle_name
            Телефон|Phone Number|Phone = phone
            Email|E-mail = email
            День рождения|Дата рождения|Birthday = birthday
            Адрес|Address = address
            Город|City = city
            Регион|Region = region
            Индекс|Почтовый индекс|Postal code = postal_code
            Страна|Country = country
            Дата регистрации|Дата создания|Registration date = created
            Менеджер|Manager = owner
            Теги|Tags = tags
            Комментарий|Comment = notes
            """))
      ])
    preset.how = "the list of customers, Export, CSV"
    preset.separator = 0x3b
    return preset
  }()

  package static let hermitCRM: Preset = {
    var preset = Preset(
      name: "hermitcrm", doc: "The tables of hermitcrm's export, but for the history of stages.",
      source: "hermitcrm", layouts: [hermitCompany, hermitContact, hermitInteraction, hermitTask])
    preset.how = "hermitcrm export writes a zip with a table each"
    preset.valueMaps = [
      Preset.ValueMap(column: "done", entries: [Preset.Entry("true", "done"), Preset.Entry("false", "open")])
    ]
    return preset
  }()

  private static let hermitCompany = Preset.Layout(
    kind: .company, signatures: [["slug", "name", "website", "requalify_on|product_oneliner"]],
    columns: columns(
      """
      slug = id
      name = name
      website = link
      linkedin = link
      country = country
      source = source
      tags = tags
      created = created
      notes = notes
      product_oneliner = extra
      stage = extra
      lost_reason = extra
      """))

  // The names of people are told apart within a company only, so that they are no identifiers.
  private static let hermitContact = Preset.Layout(
    kind: .contact, signatures: [["company_slug", "company", "slug", "first_name", "last_name"]],
    columns: columns(
      """
      company_slug = company.id
      company = company
      slug = extra
      first_name = first_name
      last_name = last_name
      title = position
      email = email
      phone = phone
      linkedin = link
      role = extra
      language = extra
      created = created
      contact_notes = notes
      """))

  private static let hermitInteraction = Preset.Layout(
    kind: .activity, signatures: [["company_slug", "company", "date", "channel", "direction"]],
    columns: columns(
      """
      company_slug = company.id
      company = company
      id = extra
      date = at
      channel = type
      direction = direction
      contact = contact
      subject = text
      body = text
      outcome = result
      """))

  private static let hermitTask = Preset.Layout(
    kind: .task, signatures: [["company_slug", "company", "kind", "text", "due", "done"]],
    columns: columns(
      """
      company_slug = company.id
      company = company
      contact = contact
      kind = extra
      index = extra
      text = title
      due = due
      done = status
      done_on = closed
      type = type
      """))
}
