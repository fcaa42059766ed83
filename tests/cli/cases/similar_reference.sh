# Scores on real embeddings are those computed elsewhere, from .npy and CSV alike, and what the queue finds
# is what is known of it.
data
same() { # COLUMN RELATIVE OPTION...
    local column=$1 relative=$2
    shift 2
    dengine similar embeddings.npy --ids embedding_ids.csv --like seeds.csv -n all "$@" >"$T/queue.csv"
    dengine similar embeddings.csv --like seeds.csv -n all "$@" | cmp - "$T/queue.csv"
    awk -F, -v column="$column" -v relative="$relative" '
        NR == 1 { for (i = 1; i <= NF; i++) if ($i == column) at = i }
        FNR == 1 { next }
        NR == FNR { expected[$1] = $at; next }
        { score[$2] = $3 }
        END {
            for (id in expected) {
                n++
                off = score[id] - expected[id]
                if (relative) off /= expected[id]
                if (!(id in score) || off > 1e-5 || off < -1e-5) bad++
            }
            print column ": " n " scores, " bad + 0 " off, " length(score) " rows"
        }' reference/similar.csv "$T/queue.csv"
}
same cosine_max 0
same cosine_mean 0 --aggregate mean
same cosine_centroid 0 --aggregate centroid
same minus_euclidean_min 1 --metric euclidean

dengine similar embeddings.npy --ids embedding_ids.csv --like seeds.csv -n all >"$T/queue.csv"
awk -F, '
    FILENAME ~ /truth/ { truth[$1] = $2; next }
    FILENAME ~ /predictions/ { if (FNR > 1) label[$1] = $2; next }
    FNR > 1 {
        n++
        wrong = label[$2] != truth[$2]
        same = label[$2] == "T-shirt/top" && truth[$2] == "Shirt"
        all += wrong; ours += same
        if (n == 100 || n == 500 || n == 398) { found[n] = all; alike[n] = ours }
    }
    END {
        printf "all errors: p@100 %.3f, p@500 %.3f, recall@10%% %.3f\n", found[100] / 100, found[500] / 500, found[398] / all
        printf "the same confusion: p@100 %.3f, p@500 %.3f, recall@10%% %.3f\n", alike[100] / 100, alike[500] / 500,
            alike[398] / ours
    }' truth.csv predictions.csv "$T/queue.csv"
