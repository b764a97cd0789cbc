#!/usr/bin/env bash
# Runs every target, one after the other on one core, and prints what came of it.
#   fuzz/run-all.sh [executions of each, 100000 where not given] [target...]
set -euo pipefail
cd "$(dirname "$0")/.."
runs="${1:-100000}"
shift || true
targets=("$@")
[ ${#targets[@]} -gt 0 ] || mapfile -t targets < <(cargo fuzz list)

# Longest input in bytes: what the format needs, so that executions are not spent on length.
longest() {
    case "$1" in
    archive | spool | ledger | portable | bill | profile) echo 2048 ;;
    scenario | state) echo 1536 ;;
    slip) echo 800 ;;
    zvt_charset) echo 64 ;;
    zvt_* | transbank_*) echo 400 ;;
    *) echo 96 ;;
    esac
}

# Coverage needs unstable flags of the compiler; with this the stable one takes them.
export RUSTC_BOOTSTRAP=1
# Without the tracing of comparisons, which took three quarters of the time: the corpora already hold the words and numbers that count.
cargo fuzz build --sanitizer none --no-trace-compares
built="fuzz/target/$(rustc -vV | sed -n 's/^host: //p')/release"
# State files are synced to the disk: in memory that costs nothing.
[ -d /dev/shm ] && export TMPDIR=/dev/shm
printf '%-20s %12s %9s %9s %9s %8s\n' target executions crashes edges inputs seconds
failed=0
for target in "${targets[@]}"; do
    work="fuzz/artifacts/corpus/$target" log="fuzz/artifacts/$target.log"
    mkdir -p "$work" "fuzz/artifacts/$target"
    begun=$SECONDS
    # What is found goes into the folder that stands first; the committed corpus stays as it is.
    "$built/$target" "$work" "fuzz/corpus/$target" -runs="$runs" -max_len="$(longest "$target")" -timeout=20 \
        -rss_limit_mb=2048 -malloc_limit_mb=512 -artifact_prefix="fuzz/artifacts/$target/" -print_final_stats=1 \
        >"$log" 2>&1 || failed=1
    executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    edges=$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$log" | tail -n 1)
    crashes=$(find "fuzz/artifacts/$target" -type f | wc -l)
    printf '%-20s %12s %9s %9s %9s %8s\n' "$target" "${executions:-?}" "$crashes" "${edges:-?}" \
        "$(find "$work" -type f | wc -l)" $((SECONDS - begun))
done
exit $failed
