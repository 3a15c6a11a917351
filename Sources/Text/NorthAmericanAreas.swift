/// The countries that share calling code 1, told apart by the area code.
enum NorthAmericanAreas {
  /// The ISO code for a three-digit area code; the United States unless the code belongs elsewhere.
  static func region(ofAreaCode area: String) -> String { regions[area] ?? "US" }

  private static let regions: [String: String] = {
    var map: [String: String] = [:]
    for line in table.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard let region = words.first else { continue }
      for area in words.dropFirst() { map[String(area)] = String(region) }
    }
    return map
  }()

  private static let table = """
    CA 204 226 236 249 250 257 263 273 289 306 343 354 365 367 368 382 403 416 418 428 431 437 438 450 468
    CA 474 506 514 519 548 579 581 584 587 600 604 613 622 633 639 647 672 683 705 709 742 753 778 780 782
    CA 807 819 825 867 873 879 902 905 942
    BS 242
    BB 246
    AI 264
    AG 268
    VG 284
    VI 340
    KY 345
    BM 441
    GD 473
    TC 649
    JM 658 876
    MS 664
    MP 670
    GU 671
    AS 684
    SX 721
    LC 758
    DM 767
    VC 784
    PR 787 939
    DO 809 829 849
    TT 868
    KN 869
    """
}
