# What report and learn tell of random reviews is what their formulas, written anew, tell.
command -v python3 >/dev/null || skip "no python3"
DENGINE="$(command -v dengine)" "$ROOT/tests/fuzz/review" 40 7
