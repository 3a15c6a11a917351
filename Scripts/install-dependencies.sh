#!/usr/bin/env bash
# Installs what the build needs beside Swift: libyaml, zlib, minizip and expat with their headers and archives to link, and git;
# where libraries are shared, as on macOS, a pkg-config to find libyaml too.
# Does nothing and asks nothing where all of it is there.
set -euo pipefail

missing=()
command -v git >/dev/null 2>&1 || missing+=(git)

# On Linux the archives are linked (lib….a), so that no command waits for a library to be loaded.
has_yaml() {
  local library=-lyaml
  if [ "$(uname)" = Linux ]; then
    library=-l:libyaml.a
  elif command -v pkg-config >/dev/null 2>&1; then
    pkg-config --exists yaml-0.1 && return 0
  fi
  printf '#include <yaml.h>\nint main(void) { return yaml_get_version_string() == 0; }\n' |
    "${CC:-$(command -v clang || command -v cc || echo false)}" -x c -o /dev/null - "$library" 2>/dev/null
}
has_yaml || missing+=(libyaml)

has_archive() {
  local libraries=(-lminizip -lz -lexpat)
  [ "$(uname)" != Linux ] || libraries=(-l:libminizip.a -l:libz.a -l:libexpat.a)
  printf '#include <expat.h>\n#include <minizip/unzip.h>\nint main(void) { return !unzOpen("") && !XML_ExpatVersion(); }\n' |
    "${CC:-$(command -v clang || command -v cc || echo false)}" -x c -o /dev/null - "${libraries[@]}" 2>/dev/null
}
has_archive || missing+=(minizip)

if [ ${#missing[@]} -eq 0 ]; then exit 0; fi

say() { printf 'crm needs %s: %s\n' "${missing[*]}" "$1" >&2; }

if command -v apt-get >/dev/null 2>&1; then
  packages=()
  for name in "${missing[@]}"; do
    case $name in
      libyaml) packages+=(libyaml-dev) ;;
      minizip) packages+=(zlib1g-dev libminizip-dev libexpat1-dev) ;;
      *) packages+=("$name") ;;
    esac
  done
  root=()
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
      say "run as root: apt-get install ${packages[*]}"
      exit 1
    fi
    root=(sudo)
  fi
  say "installing ${packages[*]} with apt-get"
  install() {
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}" \
      </dev/null >/dev/null
  }
  # The lists of packages may be missing or old; only then are they fetched.
  install 2>/dev/null || { "${root[@]}" apt-get update -qq </dev/null && install; }
elif command -v brew >/dev/null 2>&1; then
  packages=()
  for name in "${missing[@]}"; do
    case $name in
      libyaml) packages+=(libyaml pkg-config) ;;
      minizip) packages+=(minizip expat) ;;
      *) packages+=("$name") ;;
    esac
  done
  say "installing ${packages[*]} with Homebrew"
  HOMEBREW_NO_AUTO_UPDATE=1 brew install --quiet "${packages[@]}" </dev/null
else
  say "there is neither apt-get nor brew here. Install git and the development files of libyaml
(libyaml-dev, libyaml-devel, yaml-dev or libyaml, as your system calls it), zlib, minizip and expat, and run this again."
  exit 1
fi

has_yaml || { say "the installation went through, and libyaml is still not found"; exit 1; }
has_archive || { say "the installation went through, and minizip, zlib or expat are still not found"; exit 1; }
