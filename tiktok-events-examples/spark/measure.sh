#!/usr/bin/env bash
# Exports 1,000,000 rows (or as many as the first argument says) with the command line, with Embulk and with local Spark, to a
# fake TikTok in a process of its own, checks their accounts, and prints the rates. Build before:
#   mvn -B -ntp -Pspark -DskipTests -DskipITs package
set -euo pipefail
cd "$(dirname "$0")"

rows=${1:-1000000}
work=$(mktemp -d)
jar=../programs/target/tiktok-events.jar
version=$(sed -n 's:.*<version>\(.*\)</version>.*:\1:p' pom.xml | head -n 1)
trap 'kill "$fake" 2>/dev/null || true; rm -rf "$work"' EXIT

awk -v rows="$rows" -v now="$(date +%s)" 'BEGIN {
  print "event,event_time,email,phone,url,value,currency,properties.points"
  for (i = 1; i <= rows; i++)
    printf "Purchase,%d,buyer%d@example.com,+8190%08d,https://shop.example/%d,%d.90,USD,%d\n",
      now - 86400 + i % 80000, i, i % 100000000, i, i % 500, i
}' > "$work/rows.csv"

touch "$work/fake"
java -jar "$jar" fake-server --port=0 >> "$work/fake" 2>&1 &
fake=$!
until grep -q "listening on" "$work/fake"; do
  kill -0 "$fake" || { cat "$work/fake"; exit 1; }
  sleep 0.2
done
url=$(sed -n 's/^listening on \([^;]*\);.*/\1/p' "$work/fake")

seconds() { date +%s.%N; }

rate() { # who, begin, end
  awk -v who="$1" -v rows="$rows" -v begin="$2" -v end="$3" 'BEGIN {
    s = end - begin; printf "%s, with the start of its process: %d accepted, %.1f s, %.0f rows/s\n", who, rows, s, rows / s }'
}

begin=$(seconds)
TIKTOK_ACCESS_TOKEN=any-token java -jar "$jar" export --input="$work/rows.csv" --source=web --source-id=C4A1EXAMPLE0PIXEL7QG \
  --base-url="$url" --json --quiet > "$work/report"
end=$(seconds)
grep -q "\"accepted\":$rows[,}]" "$work/report" || { cat "$work/report"; exit 1; }
rate "command line" "$begin" "$end"

mkdir "$work/embulk"
cat > "$work/job.yml" <<JOB
exec: {max_threads: 2, min_output_tasks: 2}
in:
  type: file
  path_prefix: '$work/rows.csv'
  parser:
    type: csv
    skip_header_lines: 1
    columns:
$(for name in event event_time email phone url value currency properties.points; do
    echo "    - {name: $name, type: string}"; done)
out:
  type: tiktok_events
  access_token: any-token
  event_source_id: C4A1EXAMPLE0PIXEL7QG
  base_url: $url
JOB
begin=$(seconds)
java -Dplugin.repository="$PWD/../embulk/target/m2" -Dplugin.version="$version" \
  -cp "../embulk/target/test-classes:../embulk/target/classes:$(cat ../embulk/target/class-path)" \
  com.treasuredata.tiktok.events.embulk.EmbulkCommand "$work/embulk" "$work/job.yml" > "$work/log" 2>&1 \
  || { tail -40 "$work/log"; exit 1; }
end=$(seconds)
grep -Eq "accepted: $rows(,|}|$)" "$work/embulk/diff.yml" || { cat "$work/embulk/diff.yml"; exit 1; }
rate "Embulk" "$begin" "$end"

java -cp "target/test-classes:target/classes:$(cat target/class-path)" \
  com.treasuredata.tiktok.events.spark.SparkExport "$work/rows.csv" "$url" "$rows" 2> "$work/log" \
  || { tail -40 "$work/log"; exit 1; }
