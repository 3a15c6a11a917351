#!/usr/bin/env bash
# A formula that no program has calculated is 0 to the usual readers of .xls, and so a wrong amount.
#
# Seen with Perl's Spreadsheet::WriteExcel 2.40 (Debian) as the writer, xlrd 2.0.2 and python-calamine 0.9.1 (PyPI) as
# readers. The writer does not calculate: it stores 0 as the result of every formula, with the flags "always calculate"
# and "calculate on load". Both readers give the 0 as a value like any other: =20+22 comes in as 0. (xlwt 1.3.0 stores
# an empty text in the same way, which comes in as an empty cell.)
# Source: [MS-XLS] 2.4.127, the first two flags of a Formula record; neither reader looks at them.
# Why it matters: an export whose totals are formulas gives deals of 0 without a word. Whoever reads such files has to
# take a zero with both flags for "no value", and say so.
set -u
command -v python3 >/dev/null 2>&1 || { echo 'python3 is missing'; exit 2; }
perl -MSpreadsheet::WriteExcel -e 1 2>/dev/null || { echo 'libspreadsheet-writeexcel-perl is missing'; exit 2; }
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 2
python3 -m venv v >/dev/null 2>&1 && v/bin/pip -q install xlrd==2.0.2 python-calamine==0.9.1 >/dev/null 2>&1 \
  || { echo 'xlrd and python-calamine cannot be installed'; exit 2; }
perl -MSpreadsheet::WriteExcel -e '
  my $book = Spreadsheet::WriteExcel->new("formula.xls");
  my $sheet = $book->add_worksheet("Deals");
  $sheet->write_string(0, 0, "Amount");
  $sheet->write_formula(1, 0, "=20+22");
  $book->close;
  print "Spreadsheet::WriteExcel $Spreadsheet::WriteExcel::VERSION\n";
' || exit 2
v/bin/python - <<'P'
import sys
from importlib.metadata import version
import python_calamine
import xlrd

print(*(name + ' ' + version(name) for name in ['xlrd', 'python-calamine']))
sheet = python_calamine.CalamineWorkbook.from_path('formula.xls').get_sheet_by_index(0)
read = {
    'xlrd': xlrd.open_workbook('formula.xls').sheet_by_index(0).cell_value(1, 0),
    'python-calamine': sheet.to_python()[1][0],
}
for name, value in read.items():
    print('%-16s =20+22 is %r' % (name, value))
sys.exit(0 if all(value == 0 and value != '' for value in read.values()) else 1)
P
