#!/usr/bin/env bash
# A text that itself looks like an escape, such as `_x000D_`, comes out of gnumeric with the escape's escape in it.
#
# Seen with ssconvert of gnumeric 1.12.55. ECMA-376 (22.9.2.19, ST_Xstring) has a literal `_x000D_` written `_x005F_x000D_`;
# Excel and LibreOffice 7.4 read that as `_x000D_`. gnumeric reads `_x000D_` as a carriage return, and leaves `_x005F_` as it
# stands: it decodes some escapes and not the one by which they are told apart.
# Why it matters: a workbook that is written by the standard does not come through unchanged, and one that is not escaped
# loses text in Excel. There is no form that both read alike.
set -u
command -v ssconvert >/dev/null 2>&1 || { echo 'ssconvert is missing'; exit 2; }
command -v python3 >/dev/null 2>&1 || { echo 'python3 is missing'; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
ssconvert --version 2>&1 | head -1
python3 - "$folder/a.xlsx" <<'P'
import sys
import zipfile

main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
links = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
package = 'http://schemas.openxmlformats.org/package/2006'
kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
with zipfile.ZipFile(sys.argv[1], 'w') as book:
    book.writestr('[Content_Types].xml', f'''<Types xmlns="{package}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>
<Override PartName="/xl/worksheets/s.xml" ContentType="{kind}.worksheet+xml"/></Types>''')
    book.writestr('_rels/.rels', f'''<Relationships xmlns="{package}/relationships">
<Relationship Id="r1" Type="{links}/officeDocument" Target="xl/workbook.xml"/></Relationships>''')
    book.writestr('xl/workbook.xml', f'''<workbook xmlns="{main}" xmlns:r="{links}"><sheets>
<sheet name="s" sheetId="1" r:id="r1"/></sheets></workbook>''')
    book.writestr('xl/_rels/workbook.xml.rels', f'''<Relationships xmlns="{package}/relationships">
<Relationship Id="r1" Type="{links}/worksheet" Target="worksheets/s.xml"/></Relationships>''')
    book.writestr('xl/worksheets/s.xml', f'''<worksheet xmlns="{main}"><sheetData><row r="1">
<c r="A1" t="inlineStr"><is><t>a_x005F_x000D_b</t></is></c></row></sheetData></worksheet>''')
P
ssconvert "$folder/a.xlsx" "$folder/a.csv" >/dev/null 2>&1
got=$(cat "$folder/a.csv")
echo "a_x005F_x000D_b is read as: $got (by the standard: a_x000D_b)"
[ "$got" = 'a_x005F_x000D_b' ]
