#!/bin/sh
# Prints monsters as NDJSON, the same ones each time. To put 50,000 into an executor, streamed:
#   sh docs/examples/monsters.sh 50000 |
#     curl -sS -T - -H "Authorization: Bearer $(./millrace token alice)" \
#       -H 'Content-Type: application/x-ndjson' http://127.0.0.1:8081/api/monsters
set -eu
count=${1:-1000}
case $count in
  '' | *[!0-9]*) echo "usage: $0 [how many]" >&2; exit 2 ;;
esac
exec awk -v count="$count" 'BEGIN {
  elements = split("fire water grass electric ice earth wind light dark metal", element, " ")
  texts = split("Burns the foe for three turns.|Heals half of the lost health.|" \
    "Strikes first and stuns.|Raises speed until the end.|Poisons the foe.|A plain blow.|" \
    "Drains health from the foe.|Puts up a shield.|使对手灼烧并降低速度。|获得护盾，回复生命。|" \
    "先手攻击，可能使对手麻痹。|净化自身并恢复能量。", text, "|")
  for (i = 1; i <= count; i++) {
    printf "{\"name\":\"generated-%d\",\"element\":\"%s\"", i, element[1 + i % elements]
    printf ",\"baseOffense\":%d,\"baseSurvive\":%d", 20 + i * 7 % 150, 20 + i * 11 % 150
    printf ",\"baseControl\":%d,\"baseTempo\":%d", 20 + i * 13 % 150, 20 + i * 17 % 150
    printf ",\"basePp\":%d,\"skills\":[", 20 + i * 19 % 150
    for (s = 0; s < 4; s++) {
      printf "%s{\"name\":\"skill %d\",\"kind\":\"%s\",\"power\":%d,\"description\":\"%s\"}", \
        s ? "," : "", s + 1, s % 2 ? "status" : "attack", s % 2 ? 0 : 20 + (i + s) * 5 % 100, \
        text[1 + (i * 3 + s * 5) % texts]
    }
    print "],\"tags\":[\"generated\"]}"
  }
}'
