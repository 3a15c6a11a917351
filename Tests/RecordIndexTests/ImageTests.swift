import Testing

@testable import RecordIndex

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Memory that is given back comes back as it was, and none is given back that has no file behind it.
@Suite struct ImageTests {
  private static let page = Int(getpagesize())

  /// Five pages and a bit, no two alike.
  private static let content = (0..<(5 * page + 100)).map { UInt8(truncatingIfNeeded: $0 / 7 + 1) }

  /// Ends within pages, at their ends, at the file's end, and none at all.
  private static let ranges = [
    0..<content.count, 1..<content.count, page..<(3 * page), 5..<(page - 5), (page - 1)..<(2 * page + 1),
    (4 * page)..<content.count, 7..<7,
  ]

  @Test(arguments: ranges) func aMappedFileIsReadAgain(range: Range<Int>) throws {
    let fixture = try Fixture()
    let path = fixture.path + "/image"
    let file = open(path, O_RDWR | O_CREAT | O_EXCL, 0o600)
    defer { close(file) }
    #expect(write(file, ImageTests.content, ImageTests.content.count) == ImageTests.content.count)
    let image = try #require(IndexImage(mapping: file, size: ImageTests.content.count))
    #expect(image.bytes.elementsEqual(ImageTests.content))
    image.release(UnsafeRawBufferPointer(rebasing: image.bytes[range]))
    #expect(image.bytes.elementsEqual(ImageTests.content))
  }

  @Test(arguments: ranges) func memoryOfItsOwnIsKept(range: Range<Int>) {
    let image = IndexImage(ImageTests.content)
    image.release(UnsafeRawBufferPointer(rebasing: image.bytes[range]))
    #expect(image.bytes.elementsEqual(ImageTests.content))
  }

  @Test func whatLiesElsewhereIsKept() throws {
    let fixture = try Fixture()
    let file = open(fixture.path + "/image", O_RDWR | O_CREAT | O_EXCL, 0o600)
    defer { close(file) }
    #expect(write(file, ImageTests.content, ImageTests.page) == ImageTests.page)
    let mapped = try #require(IndexImage(mapping: file, size: ImageTests.page))
    let own = IndexImage(ImageTests.content)
    mapped.release(own.bytes)
    mapped.release(UnsafeRawBufferPointer(start: nil, count: 0))
    #expect(own.bytes.elementsEqual(ImageTests.content))
  }
}
