#!/usr/bin/env bash
# Holds the strict scanner against libyaml: Scripts/fuzz-scanner.sh [COUNT [SEED [FILE…]]]
# COUNT records (10,000,000 unless told) are mutated, those of the files (any records) among them; it ends with 1 at the
# first one that the two read differently, and at a record as crm writes it that the scanner leaves to libyaml.
set -euo pipefail
cd "$(dirname "$0")/.."
out=.build-fuzz/scanner
mkdir -p "$out"

compile() {
  local name=$1
  shift
  swiftc -O -wmo -swift-version 6 -package-name crm -parse-as-library -enable-testing -I "$out" \
    -Xcc -fmodule-map-file=Sources/CLibYAML/module.modulemap -emit-module -emit-module-path "$out/$name.swiftmodule" \
    -enable-upcoming-feature InternalImportsByDefault -module-name "$name" -c "$@" -o "$out/$name.o"
}

mapfile -t diagnostics < <(find Sources/Diagnostics -name '*.swift')
mapfile -t yaml < <(find Sources/YAML -name '*.swift')
compile Diagnostics "${diagnostics[@]}"
compile YAML "${yaml[@]}"
compile SeededRandomness Tests/SeededRandomness/*.swift
read -ra libraries < <(pkg-config --libs yaml-0.1)
swiftc -O -wmo -swift-version 6 -package-name crm -parse-as-library -module-name ScannerFuzz -I "$out" \
  -Xcc -fmodule-map-file=Sources/CLibYAML/module.modulemap Fuzz/ScannerFuzz.swift \
  Tests/YAMLTests/ScannerExercise.swift Tests/YAMLTests/Samples.swift "$out"/*.o "${libraries[@]}" -o "$out/scanner-fuzz"

count=${1:-10000000}
seed=${2:-$RANDOM}
shift $(($# < 2 ? $# : 2))
echo "seed $seed"
exec "$out/scanner-fuzz" "$count" "$seed" "$@"
