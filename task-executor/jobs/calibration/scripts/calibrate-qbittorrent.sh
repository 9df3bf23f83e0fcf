#!/bin/sh
# Asks a qBittorrent Web UI (API 2.x) for the name and size of a torrent.
#
#   calibrate-qbittorrent.sh INFOHASH        prints {"infoHash":"...","name":"...","size":123}
#
# QBT_URL       such as http://127.0.0.1:8080 (the default)
# QBT_USERNAME  and QBT_PASSWORD; none where the Web UI lets this host in without
#
# Exit codes, as in sysexits.h: 64 usage, 66 unknown torrent, 69 Web UI unavailable, 75 answered
# something that is no answer, 77 login refused. 69 and 75 are worth another attempt.
#
# The password reaches curl through its standard input, never through an argument.

set -u
url=${QBT_URL:-http://127.0.0.1:8080}
jar=${TMPDIR:-/tmp}/cookies.$$
umask 077
trap 'rm -f "$jar"' EXIT

case ${1:-} in
  '' | *[!0-9a-fA-F]*) echo "usage: calibrate-qbittorrent.sh INFOHASH (40 hexadecimal digits)" >&2; exit 64 ;;
esac

ask() { curl --silent --show-error --fail-with-body --max-time 20 --referer "$url" --cookie "$jar" --cookie-jar "$jar" "$@"; }

# Quotes a value for curl's configuration.
quoted() { printf '%s' "$1" | sed -e 's/\\/\\\\/g' -e 's/"/\\"/g'; }

if [ -n "${QBT_USERNAME:-}" ]; then
  said=$(printf 'data-urlencode = "username=%s"\ndata-urlencode = "password=%s"\n' \
    "$(quoted "$QBT_USERNAME")" "$(quoted "${QBT_PASSWORD:-}")" |
    ask --config - "$url/api/v2/auth/login")
  code=$?
  if [ "$code" -eq 22 ] || { [ "$code" -eq 0 ] && [ "$said" = "Fails." ]; }; then
    echo "login refused" >&2
    exit 77
  elif [ "$code" -ne 0 ]; then
    exit 69
  fi
fi

answer=$(ask "$url/api/v2/torrents/info?hashes=$1")
code=$?
if [ "$code" -eq 22 ]; then
  echo "$answer" | head -n 1 >&2
  case $answer in *orbidden*) exit 77 ;; *) exit 69 ;; esac
elif [ "$code" -ne 0 ]; then
  exit 69
fi
if [ "$answer" = "[]" ]; then
  echo "unknown torrent" >&2
  exit 66
fi

name=$(printf '%s' "$answer" | sed -n -E 's/.*[{,]"name":("([^"\\]|\\.)*").*/\1/p')
size=$(printf '%s' "$answer" | sed -n -E 's/.*[{,]"size":([0-9]+).*/\1/p')
if [ -z "$name" ] || [ -z "$size" ]; then
  echo "no name and size in the answer" >&2
  exit 75
fi
printf '{"infoHash":"%s","name":%s,"size":%s}\n' "$1" "$name" "$size"
