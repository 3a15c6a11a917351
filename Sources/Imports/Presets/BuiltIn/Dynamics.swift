import Records

extension Presets {
  package static let dynamics: Preset = {
    var preset = Preset(
      name: "dynamics",
      doc: "Microsoft Dynamics 365 workbooks of contacts, accounts, leads and opportunities.",
      source: "dynamics", layouts: [dynamicsContact, dynamicsAccount, dynamicsOpportunity, dynamicsLead])
    preset.how = "in the list: Export to Excel, Static Worksheet"
    return preset
  }()

  private static func sheet(_ kind: Kind, _ entity: String, _ lines: String) -> Preset.Layout {
    Preset.Layout(
      kind: kind, signatures: [["(Do Not Modify) \(entity)"]],
      columns: columns(
        "(Do Not Modify) \(entity) = id\n(Do Not Modify) Row Checksum = ignore\n(Do Not Modify) Modified On = extra\n"
          + lines))
  }

  private static let dynamicsContact = sheet(
    .contact, "Contact",
    """
    Full Name = name
    First Name = first_name
    Middle Name = middle_name
    Last Name = last_name
    Job Title = position
    Company Name|Account Name = company
    Email|Email Address N = email
    Business Phone|Mobile Phone|Home Phone = phone
    Website = link
    Address 1: Street 1|Address 1: Street 2|Address 1: Street 3 = address
    Address 1: City = city
    Address 1: State/Province = region
    Address 1: ZIP/Postal Code = postal_code
    Address 1: Country/Region = country
    Birthday = birthday
    Description = notes
    Owner = owner
    Created On = created
    Status|Status Reason = extra
    """)

  private static let dynamicsAccount = sheet(
    .company, "Account",
    """
    Account Name = name
    Main Phone|Other Phone = phone
    Email|Email Address N = email
    Website = link
    Industry = industry
    Number of Employees = employees
    Annual Revenue = revenue
    Address 1: Street 1|Address 1: Street 2|Address 1: Street 3 = address
    Address 1: City = city
    Address 1: State/Province = region
    Address 1: ZIP/Postal Code = postal_code
    Address 1: Country/Region = country
    Description = notes
    Owner = owner
    Created On = created
    Primary Contact|Status|Status Reason = extra
    """)

  private static let dynamicsOpportunity = sheet(
    .deal, "Opportunity",
    """
    Topic = title
    Account|Potential Customer = company
    Contact = contact
    Est. Revenue|Est. revenue = amount
    Currency = currency
    Est. Close Date|Est. close date = expected_close
    Actual Close Date = closed
    Actual Revenue = extra
    Probability = probability
    Status = outcome
    Status Reason = extra
    Pipeline Phase|Sales Stage = stage
    Description = notes
    Owner = owner
    Created On = created
    """)

  private static let dynamicsLead = sheet(
    .lead, "Lead",
    """
    Topic = title
    Name|Full Name = name
    First Name = first_name
    Last Name = last_name
    Company Name = company_name
    Email|Email Address N = email
    Business Phone|Mobile Phone = phone
    Lead Source = source
    Status = status
    Status Reason = extra
    Est. Value = amount
    Currency = currency
    Description = notes
    Owner = owner
    Created On = created
    """)
}
