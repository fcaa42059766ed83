data dirty
for file in utf16le.csv latin1.csv bad_utf8_id.csv binary.csv gzip_truncated.csv.gz; do
    run dengine confidence $file
    run dengine random - <$file
done
run dengine confidence latin1.csv --on-bad-row skip -n 1
iconv -f ISO-8859-1 -t UTF-8 latin1.csv | dengine confidence - -n all | wc -l
