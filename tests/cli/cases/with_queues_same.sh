# Columns beside the rows of queues are those of queues joined before, for random tables and commands.
command -v python3 >/dev/null || skip "no python3"
DENGINE="$(command -v dengine)" "$ROOT/tests/fuzz/with" 90 7
