import CArchive
package import Diagnostics

/// Reads an XML text event by event, holding no more than a piece of it.
///
/// Names are told by the URI of their namespace, whatever the prefix. A text that declares entities, or anything else in a
/// document type, is refused; nothing outside the text is ever fetched.
package final class XMLReader {
  package enum Event: Equatable {
    /// The number of the element in the vocabulary; -1 for any other.
    case start(Int32)
    case end(Int32)
    /// A piece of text; more of it may follow.
    case text
  }

  private let source: any ByteSource
  private let name: String
  private let xml: OpaquePointer
  private var events: UnsafeBufferPointer<crm_xml_event>
  private var attributes: UnsafeBufferPointer<crm_xml_attribute>
  private var texts: UnsafeBufferPointer<UInt8>
  private var position = 0
  private var isAtEnd = false
  private var current = crm_xml_event()
  private static let pieceSize = 1 << 15

  /// `name` is what errors call the text.
  package init(
    _ source: any ByteSource, name: String, _ vocabulary: XMLVocabulary, limits: XMLLimits = .standard
  ) throws(Diagnostic) {
    guard let xml = crm_xml_new(limits.depth, limits.attributes, limits.token) else {
      throw XMLReader.noMemory(name)
    }
    self.xml = xml
    self.source = source
    self.name = name
    events = UnsafeBufferPointer(start: nil, count: 0)
    attributes = UnsafeBufferPointer(start: nil, count: 0)
    texts = UnsafeBufferPointer(start: nil, count: 0)
    var status: Int32 = 0
    for (number, uris) in vocabulary.namespaces.enumerated() {
      for uri in uris { status |= crm_xml_add_namespace(xml, Int32(number), uri) }
    }
    for name in vocabulary.names {
      status |= crm_xml_add_name(xml, Int32(name.namespace ?? -1), name.local, name.value)
    }
    guard status == 0 else { throw XMLReader.noMemory(name) }
  }

  deinit { crm_xml_free(xml) }

  private static func noMemory(_ name: String) -> Diagnostic { Diagnostic(.io, "no memory to read \(name)") }

  /// The next event; nil at the end. Throws `invalid_data` where the text is no XML, or more than the limits allow.
  package func next() throws(Diagnostic) -> Event? {
    while position >= events.count {
      if isAtEnd { return nil }
      try readPiece()
    }
    current = events[position]
    position += 1
    switch current.kind {
    case 0: return .start(current.name)
    case 1: return .end(current.name)
    default: return .text
    }
  }

  private func readPiece() throws(Diagnostic) {
    guard let room = crm_xml_room(xml, XMLReader.pieceSize) else { throw XMLReader.noMemory(name) }
    let count = try source.read(
      into: UnsafeMutableRawBufferPointer(start: room, count: XMLReader.pieceSize))
    isAtEnd = count == 0
    let status = crm_xml_parse(xml, count, isAtEnd ? 1 : 0)
    guard status == 0 else { throw fault(status) }
    var number = 0
    let first = crm_xml_events(xml, &number)
    events = UnsafeBufferPointer(start: first, count: number)
    let firstAttribute = crm_xml_attributes(xml, &number)
    attributes = UnsafeBufferPointer(start: firstAttribute, count: number)
    let firstByte = crm_xml_text(xml, &number)
    texts = UnsafeBufferPointer(start: firstByte, count: number)
    position = 0
  }

  private func fault(_ status: Int32) -> Diagnostic {
    let place = "\(name), line \(crm_xml_line(xml))"
    switch status {
    case 2:
      return Diagnostic(
        .invalidData, "\(place): the XML declares entities or uses undeclared ones, which no table needs")
    case 3: return Diagnostic(.invalidData, "\(place): the elements are nested too deeply")
    case 4: return Diagnostic(.invalidData, "\(place): an element has too many attributes")
    case 5: return Diagnostic(.invalidData, "\(place): a tag is too long")
    case 6: return XMLReader.noMemory(name)
    default:
      return Diagnostic(.invalidData, "\(place): the XML is damaged (\(String(cString: crm_xml_fault(xml))))")
    }
  }

  // MARK: What belongs to the event

  /// The value of an attribute of the element that has just started, as bytes of UTF-8; nil where it has none.
  package func withAttribute<T>(_ name: Int32, _ body: (UnsafeBufferPointer<UInt8>) -> T) -> T? {
    guard current.kind == 0 else { return nil }
    for index in Int(current.start)..<(Int(current.start) + Int(current.count)) {
      let attribute = attributes[index]
      if attribute.name != name { continue }
      let start = Int(attribute.start)
      return body(UnsafeBufferPointer(rebasing: texts[start..<(start + Int(attribute.count))]))
    }
    return nil
  }

  package func attribute(_ name: Int32) -> String? {
    withAttribute(name) { String(decoding: $0, as: UTF8.self) }
  }

  /// Adds the text of this event.
  package func appendText(to bytes: inout [UInt8]) {
    guard current.kind == 2 else { return }
    bytes += texts[Int(current.start)..<(Int(current.start) + Int(current.count))]
  }

  /// How many bytes the text of this event has.
  package var textCount: Int { current.kind == 2 ? Int(current.count) : 0 }
}
