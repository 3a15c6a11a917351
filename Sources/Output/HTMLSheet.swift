/// How pages look. Colours are written out where they are used, because not every program that prints pages knows
/// variables; the base rules are those of paper, and a dark screen changes colours alone.
enum HTMLSheet {
  /// The colours of a scheme. All text has a contrast of 4.5 or more to what is behind it (WCAG 2.1, 1.4.3), edges and
  /// outlines of 3 (1.4.11).
  struct Palette: Sendable {
    let ground, soft, ink, quiet, link, urgent, rule, edge: String
  }

  static let light = Palette(
    ground: ChartPalette.light.ground, soft: "#f2f4f7", ink: ChartPalette.light.ink, quiet: "#57606b",
    link: "#1a5aa8", urgent: "#b3261e",
    rule: "#d5dae0", edge: "#7a8591")

  static let dark = Palette(
    ground: ChartPalette.dark.ground, soft: "#20252b", ink: ChartPalette.dark.ink, quiet: "#a9b2bd",
    link: "#8ab8f0", urgent: "#ff9d94",
    rule: "#353c45", edge: "#7c8793")

  /// Nothing is loaded, run or sent; the one style element is known by its hash.
  static let policy =
    "default-src 'none'; style-src 'sha256-\(pageHash)'; base-uri 'none'; form-action 'none'"

  /// The SHA-256 of `page` in Base64, which a test holds to it.
  static let pageHash = "YaGGfc8XC5wOcsiaW6peT+IrJqchF8CLwad/hxk75gU="

  static let page =
    layout + colors(light) + "@media screen and (prefers-color-scheme:dark){\n" + colors(dark)
    + ChartPalette.rules(ChartPalette.dark)
    + "}\n" + print

  private static func colors(_ palette: Palette) -> String {
    """
    html{background:\(palette.ground);color:\(palette.ink)}
    .facts,.note,small,dt,.remark{color:\(palette.quiet)}
    a{color:\(palette.link)}
    .urgent{color:\(palette.urgent)}
    code,.figures div{background:\(palette.soft)}
    th,td{border-color:\(palette.rule)}
    thead th,thead td,.total th,.total td{border-color:\(palette.edge)}
    tbody th{background:\(palette.ground)}
    :focus-visible{outline-color:\(palette.link)}

    """
  }

  private static let layout = """
    :root{color-scheme:light dark}
    html{font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif}
    body{margin:0}
    main{max-width:72rem;margin:0 auto;padding:1.5rem 1rem 3rem;overflow-wrap:anywhere}
    main.all{max-width:96rem}
    h1{font-size:1.6rem;line-height:1.2;margin:0}
    h2{font-size:1.2rem;line-height:1.3;margin:2rem 0 .5rem}
    h3{font-size:1rem;margin:1.25rem 0 .25rem}
    .facts{margin:.25rem 0 1rem}.facts span{display:inline-block}.note{margin:.25rem 0}
    ul{padding-left:1.25rem}li{margin:.4rem 0}
    code{font:.9em ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace;padding:.1em .3em;border-radius:.2em}
    pre{white-space:pre-wrap}
    :focus-visible{outline:2px solid;outline-offset:2px}
    .scroll{overflow-x:auto;margin:.75rem 0}
    .charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,32rem),1fr));gap:0 2.5rem}
    svg.chart{display:block;width:100%;min-width:28rem;max-width:44rem;height:auto}
    table{border-collapse:collapse;overflow-wrap:normal}
    .heard{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
    caption{text-align:left;padding:.25rem 0}
    th,td{padding:.35rem 1.1rem .35rem 0;text-align:left;vertical-align:top;border:0 solid;border-bottom-width:1px;
    white-space:pre-line}
    th:last-child,td:last-child{padding-right:.25rem}
    thead th,thead td{vertical-align:bottom;font-weight:600;border-bottom-width:2px}
    tbody th{font-weight:400;position:sticky;left:0}
    .n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
    thead .n{white-space:pre-line}
    .d{white-space:pre}
    .t{min-width:17rem;overflow-wrap:anywhere}
    tbody td:not([class]),tbody th:not([class]){overflow-wrap:anywhere;min-width:6rem}
    .total th,.total td{font-weight:600;border-bottom-width:0;border-top-width:2px}
    .figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,13rem),1fr));gap:.75rem;margin:1rem 0}
    .figures div{padding:.6rem .8rem;border-radius:.4rem}
    dd{margin:0}dt+dd{font-size:1.35rem;line-height:1.3;font-weight:600}dt,.remark{font-size:.9rem}
    .board{columns:2 34rem;column-gap:3rem}
    section{padding-top:1.75rem;break-inside:avoid}section h2{margin-top:0}

    """

  private static let print = """
    @page{size:A4;margin:14mm 12mm}
    @page wide{size:A4 landscape}
    @media print{
    html{font-size:9.5pt}
    main,main.all{max-width:none;padding:0}
    .charts{display:block}.board{columns:auto}section{break-inside:auto;padding-top:1rem}
    .figures{grid-template-columns:repeat(4,1fr)}
    h1,h2,h3{break-after:avoid}
    tr,li,svg,.figures div{break-inside:avoid}
    thead{display:table-header-group}
    .total{break-before:avoid}
    .scroll{overflow:visible}
    tbody th{position:static}
    th,td{padding-right:.7rem}
    .t{min-width:5rem}
    svg.chart{min-width:0;max-width:150mm}
    main.wide{page:wide}section.wide table{font-size:.8em}
    }

    """
}
