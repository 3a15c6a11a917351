#!/usr/bin/env bash
# A table with a column of days and one of moments: the workbook has two number formats with the same number.
#
# Seen with R's openxlsx 4.2.5.2 (Debian 12). write.xlsx() of a data frame with a Date and a POSIXct column writes
# <numFmt numFmtId="165"> twice, `mm/dd/yyyy` and `yyyy-mm-dd hh:mm:ss`, and gives both columns the one style 165. So
# every reader shows both alike: which of the two it is depends on whether it keeps the first or the last definition.
# The dimension of the sheet is `A1`, whatever is in it.
# Source: openxlsx's styles, which number the formats of dates and of times alike.
# Why it matters: whoever reads such a file gets days as moments at midnight, or moments without their time.
set -u
command -v Rscript >/dev/null 2>&1 && command -v unzip >/dev/null 2>&1 || { echo 'R or unzip is missing'; exit 2; }
Rscript -e 'library(openxlsx)' >/dev/null 2>&1 || { echo 'openxlsx is missing (r-cran-openxlsx)'; exit 2; }
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 2
Rscript -e '
  library(openxlsx)
  cat("openxlsx", as.character(packageVersion("openxlsx")), "\n")
  write.xlsx(data.frame(day = as.Date("2026-04-02"), moment = as.POSIXct("2026-04-02 10:15:00", tz = "UTC")), "a.xlsx")
' 2>/dev/null || exit 2
unzip -p a.xlsx xl/styles.xml | grep -o '<numFmt [^>]*>'
unzip -p a.xlsx xl/worksheets/sheet1.xml | grep -o '<dimension[^>]*>'
test "$(unzip -p a.xlsx xl/styles.xml | grep -o 'numFmt numFmtId="165"' | wc -l)" -eq 2
