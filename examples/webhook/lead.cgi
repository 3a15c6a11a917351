#!/bin/sh
# Takes requests of a web form or a web hook and hands them to `crm leads add --from`. A CGI script (RFC 3875) for any
# POSIX shell; README.md says how to set it up. Nothing that a visitor sends becomes a part of a command line, and
# nothing of a record, a path or an error gets into the answer.
set -u
umask 077
PATH=/usr/local/bin:/usr/bin:/bin
LC_ALL=C
export PATH LC_ALL

# Settings; lead.conf beside this script replaces them.
repository=/srv/crm             # the folder of crm.yaml
crm=crm                         # the program
state=/var/lib/crm-webhook      # counters and half-read requests, outside the repository
source=site-form                # what the leads' `source` says
user=web-form                   # who the changes are by
most_bytes=65536                # of a request
window=600                      # seconds over which requests are counted
per_address=5                   # of them from one address
overall=60                      # of them from all addresses
honeypot=website                # a field that people do not see; whoever fills it in is a program
trusted_proxy=                  # the address of the proxy whose X-Forwarded-For is to be believed
thanks=                         # an address to send browsers to, such as https://example.com/thanks.html

case $0 in
*/*) here=${0%/*} ;;
*) here=. ;;
esac
if [ -f "$here/lead.conf" ]; then . "$here/lead.conf"; fi

body=
cleanup() { [ -z "$body" ] || rm -f "$body" "$body.out" "$body.err"; }
trap cleanup EXIT
trap 'exit 1' HUP INT TERM

# answer STATUS TRUE|FALSE WORDS [HEADER]: the whole answer, and the end.
answer() {
  printf 'Status: %s\r\nContent-Type: application/json\r\nCache-Control: no-store\r\n' "$1"
  printf 'X-Content-Type-Options: nosniff\r\n'
  [ $# -lt 4 ] || printf '%s\r\n' "$4"
  printf '\r\n{"ok":%s,"message":"%s"}\n' "$2" "$3"
  exit 0
}

# Said to the server's log; the visitor learns that something is wrong here, and no more.
broken() {
  printf 'lead.cgi: %s\n' "$1" >&2
  answer '500 Internal Server Error' false 'The request could not be kept. Please write to us another way.'
}

received() {
  case ${HTTP_ACCEPT:-} in
  *text/html*)
    if [ -n "$thanks" ]; then
      printf 'Status: 303 See Other\r\nLocation: %s\r\nCache-Control: no-store\r\n\r\n' "$thanks"
      exit 0
    fi
    ;;
  esac
  answer "$1" true 'Thank you. We will answer.'
}

# What is asked, before a byte of it is read.
[ "${REQUEST_METHOD:-}" = POST ] || answer '405 Method Not Allowed' false 'Send a POST.' 'Allow: POST'
length=${CONTENT_LENGTH:-}
[ -n "$length" ] || answer '411 Length Required' false 'Say how long the request is.'
case $length in
*[!0-9]*) answer '400 Bad Request' false 'The length is no number.' ;;
?????????*) answer '413 Content Too Large' false 'The request is too long.' ;;
esac
[ "$length" -le "$most_bytes" ] || answer '413 Content Too Large' false 'The request is too long.'
[ "$length" -gt 0 ] || answer '400 Bad Request' false 'The request is empty.'
type=${CONTENT_TYPE:-}
[ ${#type} -le 200 ] || answer '415 Unsupported Media Type' false 'Send a form or JSON.'
case $(printf %s "${type%%;*}" | tr 'A-Z' 'a-z' | tr -d ' \t') in
application/json | application/x-www-form-urlencoded | multipart/form-data) ;;
*) answer '415 Unsupported Media Type' false 'Send a form or JSON.' ;;
esac

# How often. Windows follow each other, so that twice as many may come around the border of two.
[ -d "$state" ] && [ -w "$state" ] || broken "no folder to count requests in: $state"
address=${REMOTE_ADDR:-unknown}
if [ -n "$trusted_proxy" ] && [ "$address" = "$trusted_proxy" ]; then
  forwarded=${HTTP_X_FORWARDED_FOR:-}
  [ -z "$forwarded" ] || address=${forwarded##*,}
fi
address=$(printf %s "$address" | tr -cd '0-9A-Fa-f.:' | tr ':' '-')
# Who has one address of IPv6 has 2^64 of them: the first four groups count.
case $address in
*-*-*-*-*) address=$(printf %s "$address" | cut -d- -f1-4) ;;
esac
slot=$(($(date +%s) / window))
# count NAME MOST: whether this one is still among so many.
count() {
  printf . >>"$state/$1.$slot" || broken 'requests cannot be counted'
  [ "$(($(wc -c <"$state/$1.$slot")))" -le "$2" ]
}
later="Retry-After: $((window - $(date +%s) % window))"
count "from-${address:-unknown}" "$per_address" ||
  answer '429 Too Many Requests' false 'Too many requests. Please try again later.' "$later"
count all "$overall" || answer '429 Too Many Requests' false 'Too many requests. Please try again later.' "$later"
for old in "$state"/all.* "$state"/from-*; do
  case $old in
  *".$slot") ;;
  *) rm -f "$old" ;;
  esac
done

# The body, as long as was said.
body=$state/body.$$
if command -v timeout >/dev/null 2>&1; then
  timeout 30 head -c "$length" >"$body" || answer '408 Request Timeout' false 'The request did not arrive in time.'
else
  head -c "$length" >"$body" || broken 'the request cannot be read'
fi
[ "$(($(wc -c <"$body")))" -eq "$length" ] || answer '400 Bad Request' false 'The request is shorter than it says.'

# Programs that fill in every field are thanked and forgotten.
case $type in
*[Jj][Ss][Oo][Nn]*) grep -q "\"$honeypot\"[[:space:]]*:[[:space:]]*\"[^\"]" "$body" && received '201 Created' ;;
*[Uu][Rr][Ll]*) grep -Eq "(^|&)$honeypot=[^&[:space:]]" "$body" && received '201 Created' ;;
*)
  awk -v "field=name=\"$honeypot\"" '
    { sub(/\r$/, "") }
    index($0, field) { inside = 1; next }
    inside && $0 == "" { value = 1; inside = 0; next }
    value { filled = ($0 != "" && substr($0, 1, 2) != "--"); exit }
    END { exit !filled }' "$body" && received '201 Created'
  ;;
esac

# An environment of its own: what a server passes on is the visitor's.
env -i PATH="$PATH" HOME="$state" LC_ALL=C.UTF-8 CRM_USER="$user" \
  "$crm" -C "$repository" leads add --from "$body" --content-type "$type" --source "$source" --json \
  </dev/null >"$body.out" 2>"$body.err"
status=$?
# A refusal says what is wrong with the request, and a warning what is wrong here; neither repeats the request.
[ ! -s "$body.err" ] || sed 's/^/lead.cgi: /' "$body.err" >&2
case $status in
0) ;;
2 | 3) answer '400 Bad Request' false 'The request needs an email address or a phone number.' ;;
5) answer '503 Service Unavailable' false 'Busy. Please try again.' 'Retry-After: 5' ;;
*) broken "crm ended with status $status" ;;
esac
if grep -q '"result": *"unchanged"' "$body.out"; then received '200 OK'; fi
# Whether somebody is known already is nobody's business outside: a new lead and a joined message get one answer.
received '201 Created'
