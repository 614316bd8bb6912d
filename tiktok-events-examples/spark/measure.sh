#!/usr/bin/env bash
# Exports 1,000,000 rows (or as many as the first argument says) with the command line and with local Spark, to a fake
# TikTok in a process of its own, and prints both rates. Build before:
#   mvn -B -ntp -Pspark -DskipTests package
set -euo pipefail
cd "$(dirname "$0")"

rows=${1:-1000000}
work=$(mktemp -d)
jar=../programs/target/tiktok-events.jar
trap 'kill "$fake" 2>/dev/null || true; rm -rf "$work"' EXIT

awk -v rows="$rows" -v now="$(date +%s)" 'BEGIN {
  print "event,event_time,email,phone,url,value,currency,properties.points"
  for (i = 1; i <= rows; i++)
    printf "Purchase,%d,buyer%d@example.com,+8190%08d,https://shop.example/%d,%d.90,USD,%d\n",
      now - 86400 + i % 80000, i, i % 100000000, i, i % 500, i
}' > "$work/rows.csv"

java -jar "$jar" fake-server --port=0 > "$work/fake" 2>&1 &
fake=$!
until grep -q "listening on" "$work/fake"; do sleep 0.2; done
url=$(sed -n 's/^listening on \([^;]*\);.*/\1/p' "$work/fake")

seconds() { date +%s.%N; }

begin=$(seconds)
TIKTOK_ACCESS_TOKEN=any-token java -jar "$jar" export --input="$work/rows.csv" --source=web --source-id=C4A1EXAMPLE0PIXEL7QG \
  --base-url="$url" --json --quiet > "$work/report"
end=$(seconds)
grep -q "\"accepted\":$rows[,}]" "$work/report" || { cat "$work/report"; exit 1; }
awk -v rows="$rows" -v s="$(echo "$end $begin" | awk '{print $1 - $2}')" \
  'BEGIN { printf "command line, with the start of its process: %d accepted, %.1f s, %.0f rows/s\n", rows, s, rows / s }'

java -cp "target/test-classes:target/classes:$(cat target/class-path)" \
  com.treasuredata.tiktok.events.spark.SparkExport "$work/rows.csv" "$url" "$rows" 2> "$work/log" \
  || { tail -40 "$work/log"; exit 1; }
