#!/usr/bin/env bash
# Proves the directions of the house: what each target imports, what it leaves alone, how long files are.
# The levels and the arrows are read from Package.swift, so that there is one table of them.
set -euo pipefail
cd "$(dirname "$0")/.."

failures=0
fail() {
  printf '%s\n' "$1" >&2
  failures=$((failures + 1))
}

# One line a target: level, name, what it may import.
table=$(awk '
  /^ *\/\/ Level [0-9]/ { level = $3 }
  /^    tests\(/ { exit }
  level != "" && !/^ *\/\// { text = text " " level "|" $0 }
  END { print text }' Package.swift |
  sed 's/|/ /g' | tr '\n' ' ' |
  grep -oE '[0-9]+ +(\.systemLibrary\(|\.target\(|room\(|\.executableTarget\().*' |
  awk '{
    text = $0
    while (match(text, /(\.systemLibrary|\.target|\.executableTarget|room)\(/)) {
      before = substr(text, 1, RSTART - 1)
      text = substr(text, RSTART + RLENGTH)
      if (match(before, /[0-9]+ *$/)) level = substr(before, RSTART) + 0
      end = match(text, /(\.systemLibrary|\.target|\.executableTarget|room)\(/)
      body = end ? substr(text, 1, end - 1) : text
      names = ""
      isParser = body ~ /argumentParser/
      while (match(body, /"[A-Za-z0-9.-]+"/)) {
        names = names " " substr(body, RSTART + 1, RLENGTH - 2)
        body = substr(body, RSTART + RLENGTH)
      }
      print level names (isParser ? " ArgumentParser" : "")
    }
  }' | grep -E '^[0-9]+ [A-Z][A-Za-z]*|^[0-9]+ crm')

level_of() { awk -v name="$1" '$2 == name { print $1; exit }' <<<"$table"; }

# Targets of one level stand beside each other; arrows between siblings that are meant would be listed here.
may_be_siblings=' '
# The C library, by its names on each system, and what belongs to the language.
system=' Glibc Musl Darwin Swift Synchronization '

[ "$(wc -l <<<"$table")" -ge 12 ] || fail "Package.swift: fewer than 12 targets found; has its form changed?"

while read -r level name allowed; do
  folder=Sources/$name
  [ -d "$folder" ] || { fail "$folder is missing"; continue; }
  for other in $allowed; do
    beneath=$(level_of "$other")
    [ -n "$beneath" ] || continue
    if [ "$beneath" -gt "$level" ]; then
      fail "Package.swift: $name (level $level) stands on $other (level $beneath)"
    elif [ "$beneath" -eq "$level" ] && [[ $may_be_siblings != *" $name>$other "* ]]; then
      fail "Package.swift: $name and $other are of one level and must not know each other"
    fi
  done
  # An arrow that nobody follows says something about the house that is not so.
  for other in $allowed; do
    [ -n "$(level_of "$other")" ] || continue
    grep -rqE "^([@a-z_]+[[:space:]]+)*import[[:space:]]+((struct|enum|class|protocol|func)[[:space:]]+)?$other(\\.|\$)" --include='*.swift' "$folder" ||
      fail "Package.swift: $name may import $other and does not"
  done
  while IFS=: read -r file line text; do
    module=$(sed -E 's/^[[:space:]]*((package|public|internal|fileprivate|private|@preconcurrency|@testable|@_exported)[[:space:]]+)*import[[:space:]]+((struct|enum|class|protocol|func|var|let|typealias)[[:space:]]+)?([A-Za-z_0-9]+).*/\5/' <<<"$text")
    case " $allowed $system" in
      *" $module "*) continue ;;
    esac
    fail "$file:$line: $name must not import $module"
  done < <(grep -rnE '^[[:space:]]*([@a-z_]+[[:space:]]+)*import[[:space:]]' --include='*.swift' "$folder" || true)
done <<<"$table"

# Nothing below Commands prints, exits, reads the clock, the environment or randomness. What Store has to do with
# the process it runs in is listed here, each with its reason.
documented=(
  'Sources/Store/Transactions/RepositoryLock.swift:getpid'       # the lock says who holds it
  'Sources/Store/Files/SystemCalls.swift:clock_gettime'   # how long to wait for the lock; monotonic, not the time of day
  'Sources/Store/Files/SystemCalls.swift:crm_getrandom'   # names of temporary files
  'Sources/RecordIndex/IndexFile.swift:getpid'      # names of temporary files
)
calls='(print|debugPrint|exit|abort|getenv|setenv|secure_getenv|clock_gettime|gettimeofday|isatty|readLine|getpid|getrandom|crm_getrandom|arc4random)'
below=$(awk '$1 < 9 && $2 != "CSystem" && $2 != "CLibYAML" && $2 != "CArchive" { print "Sources/" $2 }' <<<"$table")
while IFS=: read -r file line text; do
  code=${text%%//*}
  [[ $code =~ (^|[^A-Za-z0-9_.])$calls\( ]] || [[ $code =~ (environ|SystemRandomNumberGenerator|\.random\()[^A-Za-z0-9_]* ]] || continue
  call=${BASH_REMATCH[2]:-${BASH_REMATCH[1]}}
  for entry in "${documented[@]}"; do
    [ "$entry" != "$file:$call" ] || continue 2
  done
  fail "$file:$line: $call belongs to Commands"
done < <(
  # shellcheck disable=SC2086
  grep -rnE "(^|[^A-Za-z0-9_.])$calls\(|(^|[^A-Za-z0-9_.])environ([^A-Za-z0-9_]|\$)|SystemRandomNumberGenerator|\.random\(" \
    --include='*.swift' $below | grep -vE '^[^:]+:[0-9]+:[[:space:]]*//' || true)

# A crash is never an answer. swift format has the rules for force unwrapping and try!; these it does not know.
while IFS=: read -r file line text; do
  fail "$file:$line: a crash where an error belongs: ${text#"${text%%[![:space:]]*}"}"
done < <(
  grep -rnE '(^|[^A-Za-z0-9_])(fatalError|preconditionFailure|assertionFailure)\(|try!|[^A-Za-z0-9_]as!' \
    --include='*.swift' Sources | grep -vE '^[^:]+:[0-9]+:[[:space:]]*//' || true)

# Nobody promises to the compiler what it cannot prove; apart from the lock under the threads, and the index, whose tables
# point into a mapping that is never written while it lives.
while IFS=: read -r file line text; do
  [[ $file == Sources/Threads/Threads.swift || $file == Sources/RecordIndex/* ]] || fail "$file:$line: ${text#"${text%%[![:space:]]*}"}"
done < <(
  grep -rnE '@unchecked +Sendable|nonisolated\(unsafe\)' --include='*.swift' Sources |
    grep -vE '^[^:]+:[0-9]+:[[:space:]]*//' || true)

# Modules are nouns that say something.
for name in CRM Core Utils Helpers Common; do
  [ ! -d "Sources/$name" ] || fail "Sources/$name: no module has that name"
done

# A command that is offered is a value, so that a test and every face can read it. The exceptions are texts that are no
# offers: the manual, help, the comments of the files that init writes, and sentences about the program.
while IFS=: read -r file line text; do
  case $file in
    Sources/Commands/Manual/*) continue ;;
    Sources/Commands/Completion/Completions.swift | Sources/Commands/Reports/ReportsCommand.swift) continue ;; # help
    Sources/Rules/Pipelines/DefaultPipeline.swift) continue ;; # comments in a file that init writes
  esac
  [[ $text != *'"crm follows no links'* && $text != *'not set: crm … edit opens'* ]] || continue
  fail "$file:$line: a command in a text; build it with CommandLine"
done < <(grep -rnE '"crm |: crm ' --include='*.swift' Sources | grep -vE '^[^:]+:[0-9]+:[[:space:]]*//' || true)

# Only the presenter and the renderers ask for a format; the command line reads it from its options and in it says its errors.
while IFS=: read -r file line text; do
  fail "$file:$line: a format is the presenter's to ask for"
done < <(
  grep -rnE 'OutputFormat|session\.format|isJSON|printsObjects|isHuman' --include='*.swift' Sources |
    grep -vE '^Sources/(Output|Operations/Answers|Commands/Session)/|^Sources/Commands/CommandRunner\.swift' |
    grep -vE '^[^:]+:[0-9]+:[[:space:]]*//' || true)

# A JSON object follows from a declared shape. Records declare theirs by their field tables, which RecordJSON and
# RecordSchema read.
while IFS=: read -r file line text; do
  fail "$file:$line: a JSON object put together by hand; declare an ObjectSchema"
done < <(
  grep -rnE 'JSONMember\(|JSONValue\.object\(' --include='*.swift' Sources |
    grep -vE '^Sources/(JSON|Output|Operations/Answers)/|/(RecordJSON|RecordSchema)\.swift:' |
    grep -vE '^[^:]+:[0-9]+:[[:space:]]*//' || true)

# Files over 400 lines justify themselves in their first comment with the words "One file because".
while read -r count file; do
  grep -q 'One file because' "$file" || fail "$file: $count lines, over 400"
done < <(find Sources Tests -name '*.swift' -exec wc -l {} + | awk '$2 != "total" && $1 > 400')

if [ "$failures" -gt 0 ]; then
  printf 'the house has %d faults\n' "$failures" >&2
  exit 1
fi
printf 'the house stands: %d targets, every arrow one way\n' "$(wc -l <<<"$table")"
