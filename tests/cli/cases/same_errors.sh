# What is said about bad rows does not depend on threads or on how the input comes either.
make() {
    awk -v bad="$1" 'BEGIN {
        print "id,label,confidence"
        for (i = 1; i <= 120000; i++) {
            confidence = i % 20000 == 19999 ? "high" : "0." 1000 + i % 9000
            label = i % 3 ? "cat" : "\"two\nlines, or so\""
            if (i == bad) label = "c\"at"
            print "frame" i "," label "," confidence
        }
    }'
}
make 0 >file.csv
make 90000 >quote.csv
for file in file quote; do
    for policy in fail skip first; do
        for threads in 1 8; do
            for way in file pipe; do
                rejects=
                [ $policy = fail ] || rejects='--rejects bad.csv'
                code=0
                rm -f bad.csv
                case $way in
                file) dengine confidence $file.csv -n 5 --on-bad-row $policy $rejects --threads $threads ;;
                pipe) cat $file.csv | dengine confidence - -n 5 --on-bad-row $policy $rejects --threads $threads ;;
                esac >out 2>&1 || code=$?
                { cat out; [ ! -e bad.csv ] || cat bad.csv; echo "exit $code"; } | sed "s/standard input:/$file.csv:/" >$file.$policy.$threads.$way
            done
        done
        for other in 1.pipe 8.file 8.pipe; do
            cmp $file.$policy.1.file $file.$policy.$other || true
        done
        echo "$file.csv, $policy:"
        cat $file.$policy.1.file
    done
done
