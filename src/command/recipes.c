#include "command/recipes.h"

#include <stddef.h>
#include <stdio.h>

/* The first word of a line is the tool. */
static const struct {
    const char *what, *line;
} recipes[] = {
    {"JSON lines", "jq -r '[.id,.label,.confidence]|@csv' p.jsonl | dengine confidence - --header id,label,confidence"},
    {"detections as COCO has them, the most doubtful box of an image",
     "jq -r '.[]|[.image_id,.category_id,.score]|@csv' coco.json | dengine confidence - --header "
     "id,label,confidence --where 'confidence>=0.25'"},
    {"detections of MegaDetector",
     "jq -r '.images[]|.file as $f|.detections[]?|[$f,.category,.conf]|@csv' md.json | dengine confidence - --header "
     "id,label,confidence"},
    {"predictions of SpeciesNet; an image that failed comes first",
     "jq -r '.predictions[]|[.filepath,.prediction,.prediction_score]|@csv' species.json | dengine confidence - "
     "--header id,label,confidence --on-bad-row first"},
    {"a folder of YOLO's label files",
     "awk '{ f = FILENAME; sub(/.*\\//, \"\", f); sub(/\\.txt$/, \"\", f); print f \",\" $1 \",\" $6 }' labels/*.txt | "
     "dengine confidence - --header id,label,confidence"},
    {"Parquet", "duckdb -csv -c \"from 'p.parquet'\" | dengine confidence -"},
    {"an Excel workbook, its first sheet", "in2csv p.xlsx | dengine confidence -"},
    {"a matrix in .npy, a row for each sample", "dengine confidence p.npy --ids ids.csv --header prob_cat,prob_dog"},
    {"semicolons and decimal commas, where no text holds a comma",
     "sed 's/,/./g' eu.csv | dengine confidence - --delimiter ';'"},
    {"semicolons and decimal commas",
     "mlr --icsv --ifs ';' --ocsv put '$confidence = sub($confidence, \",\", \".\")' eu.csv | dengine confidence -"},
    {"percentages, 42.5%",
     "mlr --csv put 'for (k, v in $*) {if (v =~ \"%$\") {$[k] = float(sub(v, \"%\", \"\")) / 100}}' percent.csv | "
     "dengine confidence -"},
    {"percentages without a sign",
     "mlr --csv put '$confidence = $confidence / 100' hundred.csv | dengine confidence -"},
    {"lists of numbers in a cell, [0.1, 0.9]",
     "mlr --csv put 'for (i, n in splitax(gsub(gsub($probs, \"[^-+.0-9eE]+\", \";\"), \"^;|;$\", \"\"), \";\")) "
     "{$[\"prob_\".(i - 1)] = n} unset $probs' lists.csv | dengine confidence -"},
    {"objects of JSON in a cell, as BigQuery ML and pipelines of Hugging Face write them",
     "mlr --csv json-parse -f probs then put 'for (e in $probs) {$[\"prob_\".e[\"label\"]] = e[\"prob\"]} unset "
     "$probs' "
     "then unsparsify then regularize objects.csv | dengine confidence -"},
    {"boxes in a cell, as Kaggle has them: label, confidence, four numbers",
     "mlr --csv put -q 'w = splitax($PredictionString, \" \"); for (i = 1; i < length(w); i += 6) {emit1 {\"id\": "
     "$image_id, \"label\": w[i], \"confidence\": w[i+1]}}' boxes.csv | dengine confidence -"},
    {"times with the day first, 27.11.2026 15:04",
     "mlr --csv put 'is_not_empty($timestamp) {$timestamp = strftime(strptime(gsub($timestamp, \"\\b([0-9])\\b\", "
     "\"0\\1\"), \"%d.%m.%Y %H:%M\"), \"%Y-%m-%dT%H:%M:%SZ\")}' german.csv | dengine stratify - --by "
     "'hour(timestamp)'"},
    {"times with the month first, 11/27/2026 3:04 PM",
     "mlr --csv put 'is_not_empty($timestamp) {$timestamp = strftime(strptime(gsub($timestamp, \"\\b([0-9])\\b\", "
     "\"0\\1\"), \"%m/%d/%Y %I:%M %p\"), \"%Y-%m-%dT%H:%M:%SZ\")}' american.csv | dengine stratify - --by "
     "'hour(timestamp)'"},
    {"files put together, each with its header",
     "awk 'NR == 1 { head = $0 } NR == 1 || $0 != head' both.csv | dengine confidence -"},
    {"a matrix in .npz, a row for each sample",
     "python3 -c \"import numpy, sys; numpy.savetxt(sys.stdout, numpy.load('p.npz')['arr_0'], delimiter=',')\" | "
     "dengine confidence - --header prob_cat,prob_dog --id '#'"},
    {"boxes of Pascal VOC: the names in one file",
     "xmllint --xpath '//object/name/text()' voc.xml | dengine random - --header id -n 1"},
    {"a row for each class, not in order",
     "awk 'NR == 1; NR > 1 { print | \"sort\" }' long.csv | dengine confidence - --class label"},
};

void recipes_print(void)
{
    for (size_t i = 0; i < sizeof recipes / sizeof *recipes; i++)
        printf("%s%s\n  %s\n", i ? "\n" : "", recipes[i].what, recipes[i].line);
}
