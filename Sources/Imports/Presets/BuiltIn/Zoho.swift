import Records

extension Presets {
  package static let zoho: Preset = {
    var preset = Preset(
      name: "zoho", doc: "Zoho CRM exports of contacts, accounts, deals and leads.", source: "zoho",
      layouts: [zohoContact, zohoDeal, zohoAccount, zohoLead])
    preset.how = "Setup, Data Administration, Export; or Actions, Export in a module"
    return preset
  }()

  private static let zohoContact = Preset.Layout(
    kind: .contact,
    signatures: [["Record Id", "Contact Owner", "Last Name", "Account Name", "First Name|Email|Phone"]],
    columns: columns(
      """
      Record Id = id
      Contact Owner = owner
      Contact Owner.id|Account Name.id|Created By|Modified By = extra
      Lead Source = source
      First Name = first_name
      Last Name = last_name
      Account Name = company
      Email = email
      Secondary Email = email
      Title = position
      Phone = phone
      Mobile = phone
      Other Phone = phone
      Home Phone = phone
      Date of Birth = birthday
      Mailing Street = address
      Mailing City = city
      Mailing State = region
      Mailing Zip = postal_code
      Mailing Country = country
      Description = notes
      Tag = tags
      Created Time = created
      """))

  private static let zohoDeal = Preset.Layout(
    kind: .deal, signatures: [["Record Id", "Deal Name", "Closing Date|Stage"]],
    columns: columns(
      """
      Record Id = id
      Deal Owner = owner
      Deal Name = title
      Amount = amount
      Stage = stage
      Closing Date = expected_close
      Account Name = company
      Contact Name = contact
      Probability (%) = probability
      Lead Source = source
      Pipeline = pipeline
      Reason For Loss = lost_reason
      Description = notes
      Tag = tags
      Created Time = created
      """))

  private static let zohoAccount = Preset.Layout(
    kind: .company, signatures: [["Record Id", "Account Owner", "Account Name"]],
    columns: columns(
      """
      Record Id = id
      Account Owner = owner
      Account Name = name
      Phone = phone
      Website = link
      Industry = industry
      Employees = employees
      Annual Revenue = revenue
      Billing Street = address
      Billing City = city
      Billing State = region
      Billing Code = postal_code
      Billing Country = country
      Description = notes
      Tag = tags
      Created Time = created
      """))

  private static let zohoLead = Preset.Layout(
    kind: .lead, signatures: [["Record Id", "Lead Owner", "Last Name"]],
    columns: columns(
      """
      Record Id = id
      Lead Owner = owner
      Company = company_name
      First Name = first_name
      Last Name = last_name
      Title = extra
      Email = email
      Secondary Email = email
      Phone = phone
      Mobile = phone
      Lead Source = source
      Lead Status = status
      Description = notes
      Tag = tags
      Created Time = created
      """))
}
