# Every recipe of the help whose tool is installed makes a queue of a small file of its kind.
printf '{"id": "a", "label": "x", "confidence": 0.6}\n{"id": "b", "label": "y", "confidence": 0.9}\n' >p.jsonl
printf '[{"image_id": 7, "category_id": 1, "score": 0.5}, {"image_id": 7, "category_id": 2, "score": 0.1}]\n' >coco.json
printf '{"images": [{"file": "f/1.jpg", "detections": [{"category": "1", "conf": 0.3}]}, {"file": "f/2.jpg"}]}\n' >md.json
printf '{"predictions": [{"filepath": "f/1.jpg", "prediction": "deer", "prediction_score": 0.6}, {"filepath": "f/2.jpg"}]}\n' >species.json
mkdir labels
echo '2 0.5 0.5 0.1 0.1 0.8' >labels/img_1.txt
printf 'id;label;confidence\na;x;0,5\n' >eu.csv
printf 'id,label,confidence\na,x,62.5%%\n' >percent.csv
printf 'id,label,confidence\na,x,62.5\n' >hundred.csv
printf 'id,timestamp\na,27.11.2026 15:04\nb,7.1.2026 5:04\nc,\n' >german.csv
printf 'id,timestamp\na,11/27/2026 3:04 PM\nb,1/7/2026 12:04 AM\nc,\n' >american.csv
printf 'id,label,confidence\na,x,0.5\nid,label,confidence\nb,x,0.7\n' >both.csv
printf 'id,label,confidence\nb,cat,0.6\na,cat,0.9\nb,dog,0.4\na,dog,0.1\n' >long.csv
printf 'id,probs\na,"[0.1, 0.9]"\n' >lists.csv
printf 'id,probs\na,"[{""label"": ""x"", ""prob"": 0.1}, {""label"": ""y"", ""prob"": 0.9}]"\n' >objects.csv
printf 'image_id,PredictionString\na,14 0.5 0 0 1 1\n' >boxes.csv
echo '<annotation><object><name>cat</name></object></annotation>' >voc.xml
python3 -c "import numpy; numpy.savez('p.npz', numpy.array([[.9, .1], [.5, .5]])); " 2>&1 | tail -n 0 || true
python3 -c "
import struct
head = b'{\"descr\": \"<f4\", \"fortran_order\": False, \"shape\": (1, 2)}'
open('p.npy', 'wb').write(b'\x93NUMPY\1\0' + struct.pack('<H', len(head)) + head + struct.pack('<2f', .9, .1))"
printf 'id\na\n' >ids.csv
python3 -c "import openpyxl; b = openpyxl.Workbook(); [b.active.append(r) for r in (['id', 'label', 'confidence'], ['a', 'x', .5])]; b.save('p.xlsx')" 2>/dev/null || true
duckdb -c "copy (select 'a' id, 'x' label, 0.5 confidence) to 'p.parquet'" >/dev/null 2>&1 || true
dengine help recipes | grep '^  ' | while read -r line; do
    tool=${line%% *}
    command -v "$tool" >/dev/null || continue
    [ "$tool" != in2csv ] || [ -e p.xlsx ] || continue
    [ "$tool" != python3 ] || [ -e p.npz ] || continue
    rows=$(bash -c "$line" 2>errors | tail -n +2 | wc -l)
    ((rows > 0)) && ! grep -q . errors || { echo "$line"; cat errors; }
done
dengine help recipes | grep -c '^  '
