#!/usr/bin/env bash
# An article number is written into a workbook as infinity, and postal codes lose their zeros.
#
# Seen with Perl's Excel::Writer::XLSX 1.10. write() looks whether a text looks like a number. `5e812345` does: it becomes
# <v>Inf</v>, which is no number of a sheet, and the text is in the file no more. `01067` becomes 1067, `+4930123456`
# becomes 4930123456.
# Source: Worksheet.pm, write() and _write_cell(), which print what Perl makes of the text.
# Why it matters: lists of articles, postal codes and phones come out of such scripts. write_string() or
# keep_leading_zeros() help the writer; a reader has to take `Inf` for that cell's problem, not for the file's.
set -u
command -v perl >/dev/null 2>&1 && command -v unzip >/dev/null 2>&1 || { echo 'perl or unzip is missing'; exit 2; }
perl -MExcel::Writer::XLSX -e 1 2>/dev/null || { echo 'Excel::Writer::XLSX is missing (libexcel-writer-xlsx-perl)'; exit 2; }
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 2
perl -MExcel::Writer::XLSX -e '
  print "Excel::Writer::XLSX $Excel::Writer::XLSX::VERSION\n";
  my $book = Excel::Writer::XLSX->new("a.xlsx");
  my $sheet = $book->add_worksheet();
  $sheet->write(0, 0, "5e812345");
  $sheet->write(0, 1, "01067");
  $sheet->write(0, 2, "+4930123456");
  $book->close();' || exit 2
unzip -p a.xlsx xl/worksheets/sheet1.xml | grep -o '<c r.*</c>'
unzip -p a.xlsx xl/worksheets/sheet1.xml |
  grep -q '<c r="A1"><v>Inf</v></c><c r="B1"><v>1067</v></c><c r="C1"><v>4930123456</v></c>'
