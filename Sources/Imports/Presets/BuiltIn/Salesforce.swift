import Dates
import Records

extension Presets {
  package static let salesforce: Preset = {
    var preset = Preset(
      name: "salesforce", doc: "Salesforce reports of contacts, accounts, leads and opportunities.",
      source: "salesforce",
      layouts: [salesforceContact, salesforceOpportunity, salesforceLead, salesforceAccount])
    preset.how = "run a report, then Export, Details Only, Comma Delimited .csv"
    preset.dates = .monthFirst
    return preset
  }()

  private static let salesforceContact = Preset.Layout(
    kind: .contact,
    signatures: [
      ["First Name", "Last Name", "Account Name", "Mailing Street|Mailing City|Mailing Zip/Postal Code"],
      ["Contact ID", "First Name", "Last Name", "Account Name"],
    ],
    columns: columns(
      """
      Contact ID = id
      Salutation = extra
      First Name = first_name
      Last Name = last_name
      Account Name = company
      Account ID = company.id
      Title = position
      Mailing Street|Mailing Address Line N = address
      Mailing City = city
      Mailing State|Mailing State/Province = region
      Mailing Zip/Postal Code = postal_code
      Mailing Country = country
      Phone = phone
      Mobile = phone
      Email = email
      Lead Source = source
      Contact Owner = owner
      Created Date = created
      """))

  private static let salesforceOpportunity = Preset.Layout(
    kind: .deal, signatures: [["Opportunity Name", "Stage"]],
    columns: columns(
      """
      Opportunity ID = id
      Opportunity Name = title
      Account Name = company
      Account ID = company.id
      Contact Name = contact
      Contact ID = contact.id
      Amount = amount
      Amount Currency|Opportunity Currency = currency
      Close Date = expected_close
      Stage = stage
      Probability (%) = probability
      Lead Source = source
      Opportunity Owner = owner
      Loss Reason = lost_reason
      Created Date = created
      """))

  private static let salesforceLead = Preset.Layout(
    kind: .lead,
    signatures: [
      ["Lead ID", "Last Name", "Company|Company / Account"],
      ["First Name", "Last Name", "Company / Account", "Lead Source|Lead Status|Lead Owner"],
    ],
    columns: columns(
      """
      Lead ID = id
      First Name = first_name
      Last Name = last_name
      Company / Account|Company = company_name
      Title = extra
      Phone = phone
      Mobile = phone
      Email = email
      Lead Source = source
      Lead Status = status
      Lead Owner = owner
      Created Date|Create Date = created
      """))

  private static let salesforceAccount = Preset.Layout(
    kind: .company,
    signatures: [["Account Name", "Billing City|Billing Street|Billing State/Province", "Account Owner"]],
    columns: columns(
      """
      Account ID = id
      Account Name = name
      Account Owner = owner
      Billing Street|Billing Address Line N = address
      Billing City = city
      Billing State|Billing State/Province = region
      Billing Zip/Postal Code = postal_code
      Billing Country = country
      Phone = phone
      Website = link
      Industry = industry
      Employees = employees
      Annual Revenue = revenue
      Created Date = created
      """))
}
