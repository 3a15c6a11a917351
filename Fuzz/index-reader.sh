#!/bin/sh
# Builds the fuzzer of the index reader and runs it: Fuzz/index-reader.sh [libFuzzer options, such as -max_total_time=60].
# A few real indexes (the file `index` of any state folder) in .build-fuzz/corpus make it find its way faster.
set -eu
cd "$(dirname "$0")/.."
scratch=.build-fuzz
swift build --target RecordIndex --scratch-path "$scratch" -Xswiftc -sanitize=fuzzer -Xcc -fsanitize=fuzzer-no-link
out=$scratch/debug
package=$(basename "$PWD" | tr '[:upper:]' '[:lower:]')
mkdir -p "$scratch/corpus"
objects=$(find "$out"/CSystem.build "$out"/Diagnostics.build "$out"/Text.build "$out"/Dates.build "$out"/YAML.build \
  "$out"/Output.build "$out"/Records.build "$out"/Filters.build "$out"/Store.build "$out"/RecordIndex.build -name '*.o')
# shellcheck disable=SC2086
swiftc -g -sanitize=fuzzer -parse-as-library -swift-version 6 -package-name "$package" -enable-testing \
  -I "$out/Modules" -Xcc -fmodule-map-file="$out/CSystem.build/module.modulemap" \
  -Xcc -fmodule-map-file=Sources/CLibYAML/module.modulemap \
  Fuzz/IndexReaderFuzz.swift Tests/RecordIndexTests/IndexExercise.swift $objects \
  $(pkg-config --libs yaml-0.1) -o "$scratch/index-reader-fuzz"
exec "$scratch/index-reader-fuzz" -max_len=65536 "$@" "$scratch/corpus"
