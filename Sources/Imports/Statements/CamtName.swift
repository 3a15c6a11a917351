import Archive

/// The elements of camt.053 that are looked at, in any version (ISO 20022, camt.053.001.02 to .13).
enum CamtName: String, CaseIterable {
  case report = "BkToCstmrAcctRpt"
  case notification = "BkToCstmrDbtCdtNtfctn"
  case container = "BkToCstmrStmt"
  case statement = "Stmt"
  case identifier = "Id"
  case electronicNumber = "ElctrncSeqNb"
  case legalNumber = "LglSeqNb"
  case account = "Acct"
  case iban = "IBAN"
  case other = "Othr"
  case currency = "Ccy"
  case balance = "Bal"
  case type = "Tp"
  case codeOrProprietary = "CdOrPrtry"
  case code = "Cd"
  case entry = "Ntry"
  case entryReference = "NtryRef"
  case amount = "Amt"
  case sign = "CdtDbtInd"
  case reversal = "RvslInd"
  case status = "Sts"
  case bookingDate = "BookgDt"
  case valueDate = "ValDt"
  case date = "Dt"
  case moment = "DtTm"
  case bankReference = "AcctSvcrRef"
  case entryDetails = "NtryDtls"
  case details = "TxDtls"
  case amountDetails = "AmtDtls"
  case transactionAmount = "TxAmt"
  case references = "Refs"
  case endToEnd = "EndToEndId"
  case transaction = "TxId"
  case instruction = "InstrId"
  case mandate = "MndtId"
  case parties = "RltdPties"
  case debtor = "Dbtr"
  case creditor = "Cdtr"
  case debtorAccount = "DbtrAcct"
  case creditorAccount = "CdtrAcct"
  case ultimateDebtor = "UltmtDbtr"
  case ultimateCreditor = "UltmtCdtr"
  case party = "Pty"
  case name = "Nm"
  case organisation = "OrgId"
  case person = "PrvtId"
  case agents = "RltdAgts"
  case debtorAgent = "DbtrAgt"
  case creditorAgent = "CdtrAgt"
  case institution = "FinInstnId"
  case bic = "BIC"
  case bicfi = "BICFI"
  case remittance = "RmtInf"
  case unstructured = "Ustrd"
  case structured = "Strd"
  case creditorReference = "CdtrRefInf"
  case reference = "Ref"
  case document = "RfrdDocInf"
  case number = "Nb"
  case additionalRemittance = "AddtlRmtInf"
  case additionalTransaction = "AddtlTxInf"
  case additionalEntry = "AddtlNtryInf"
  case returned = "RtrInf"

  /// The number of the attribute `Ccy` in the vocabulary.
  static let currencyAttribute: Int32 = 1000

  var number: Int32 { Int32(CamtName.numbers[self] ?? 0) }

  private static let numbers = Dictionary(uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })

  static func named(_ number: Int32) -> CamtName? {
    allCases.indices.contains(Int(number)) ? allCases[Int(number)] : nil
  }

  /// The vocabulary of a file, whose own namespace counts whatever its version is.
  static func vocabulary(_ namespaces: [String]) -> XMLVocabulary {
    XMLVocabulary(
      namespaces: [namespaces],
      names: allCases.enumerated().map { .init(0, $1.rawValue, Int32($0)) } + [
        .init(nil, "Ccy", currencyAttribute)
      ])
  }
}

/// An element with what is in it.
struct CamtNode {
  let name: CamtName?
  var currency: String?
  private(set) var text = ""
  var children: [CamtNode] = []
  private var bytes: [UInt8] = []

  init(_ name: CamtName?) { self.name = name }

  mutating func append(_ reader: XMLReader) { reader.appendText(to: &bytes) }

  /// Takes the text together once the element ends; that of elements with others in them is blank.
  mutating func close() {
    if children.isEmpty { text = CellText.trimmed(String(decoding: bytes, as: UTF8.self)) }
    bytes = []
  }

  func all(_ name: CamtName) -> [CamtNode] { children.filter { $0.name == name } }

  /// The first element on a path.
  func first(_ path: CamtName...) -> CamtNode? {
    var node = self
    for name in path {
      guard let child = node.children.first(where: { $0.name == name }) else { return nil }
      node = child
    }
    return node
  }

  /// The text of the first element on a path; nil where it is empty or not there.
  func text(_ path: CamtName...) -> String? {
    var node = self
    for name in path {
      guard let child = node.children.first(where: { $0.name == name }) else { return nil }
      node = child
    }
    return node.text.isEmpty ? nil : node.text
  }
}
