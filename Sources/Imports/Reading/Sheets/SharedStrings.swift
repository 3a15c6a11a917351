import Archive
import Diagnostics

/// The texts that cells of a workbook point to, as bytes side by side: a million of them take little more than their letters.
struct SharedStrings: Sendable {
  /// Where a text is: its page, its place there and its length.
  private var places: [[UInt64]] = []
  private var pages: [[UInt8]] = []
  private(set) var count = 0
  private var size = 0

  private static let pageSize = 1 << 20
  private static let placesAPage = 1 << 16
  private static let countLimit = 8_000_000
  private static let sizeLimit = 128 << 20

  init() {}

  subscript(_ index: Int) -> String? {
    guard index >= 0, index < count else { return nil }
    let place = places[index / SharedStrings.placesAPage][index % SharedStrings.placesAPage]
    let start = Int(place >> 24 & 0xf_ffff)
    let length = Int(place & 0xff_ffff)
    if length == 0 { return "" }
    return String(decoding: pages[Int(place >> 44)][start..<(start + length)], as: UTF8.self)
  }

  mutating func append(_ text: [UInt8]) throws(Diagnostic) {
    guard count < SharedStrings.countLimit, size + text.count <= SharedStrings.sizeLimit else {
      throw Diagnostic(
        .invalidData, "the workbook has more than \(SharedStrings.sizeLimit >> 20) MiB of text",
        hints: ["split it, or save the sheet as .csv"])
    }
    if pages.isEmpty || pages[pages.count - 1].count + text.count > SharedStrings.pageSize {
      pages.append([])
      pages[pages.count - 1].reserveCapacity(
        max(text.count, pages.count == 1 ? 1 << 12 : SharedStrings.pageSize))
    }
    if count % SharedStrings.placesAPage == 0 { places.append([]) }
    let page = pages.count - 1
    let start = pages[page].count
    places[places.count - 1].append(UInt64(page) << 44 | UInt64(start) << 24 | UInt64(text.count))
    pages[page] += text
    size += text.count
    count += 1
  }

  /// Reads a part of shared strings.
  init(_ source: any ByteSource, name: String) throws(Diagnostic) {
    let reader = try XMLReader(source, name: name, XLSXName.vocabulary)
    var text: [UInt8] = []
    var isText = false
    var phonetic = 0
    while let event = try reader.next() {
      switch event {
      case .start(XLSXName.si): text.removeAll(keepingCapacity: true)
      case .start(XLSXName.t): isText = phonetic == 0
      case .end(XLSXName.t): isText = false
      case .start(XLSXName.rPh): phonetic += 1
      case .end(XLSXName.rPh): phonetic -= 1
      case .end(XLSXName.si): try append(SharedStrings.clean(text))
      case .text where isText:
        reader.appendText(to: &text)
        guard text.count <= SheetText.cellLimit else {
          throw Diagnostic(.invalidData, "\(name): text \(count + 1) is longer than a cell can be (1 MiB)")
        }
      default: break
      }
    }
  }

  private static func clean(_ text: [UInt8]) -> [UInt8] {
    text.contains { $0 == 0x5f || $0 == 0x0d } ? SheetText.decoded(text) : text
  }
}
