# inspect: JSON that is known, queues in JSON lines, vectors of few numbers, files as standard input; what is printed is run.
command -v jq >/dev/null || skip 'jq is not there'
look() {
    run dengine inspect "$@"
    dengine inspect "$@" 2>&1 | sed -n 's/^    dengine/dengine/p' | works
}
piped() {
    run dengine inspect "$1"
    { dengine inspect "$1" 2>&1 || true; } | sed 's/^.*: jq /jq /; s/; dengine help.*//' | bash
}
printf '[\n {"image_id": 42, "category_id": 18, "bbox": [1, 2, 3, 4], "score": 0.236},\n {"image_id": 42, "category_id": 11, "bbox": [6, 2, 5, 9], "score": 0.318},\n {"image_id": 73, "category_id": 11, "bbox": [6, 2, 5, 9], "score": 0.9}\n]\n' >detections.json
printf '{"images": [{"id": 1, "file_name": "a.jpg"}, {"id": 2, "file_name": "b.jpg"}], "annotations": [{"id": 7, "image_id": 1, "category_id": 18}], "categories": [{"id": 18, "name": "dog"}]}\n' >annotations.json
printf '{"images": [{"file": "f/1.jpg", "detections": [{"category": "1", "conf": 0.3}]}, {"file": "f/2.jpg", "failure": "x"}]}\n' >md.json
printf '{"predictions": [{"filepath": "f/1.jpg", "prediction": "deer", "prediction_score": 0.6}]}\n' >species.json
printf '[{"label": "joy", "score": 0.9, "text": "a, b"}, {"label": "anger", "score": 0.6, "text": null}]\n' >pipeline.json
printf '{"id": "a", "label": "cat", "confidence": 0.5, "box": [1, 2]}\n{"id": "b", "label": "dog", "confidence": 0.9, "box": []}\n' >said.jsonl
printf '{"data": [["a", 1]]}\n' >other.json
for file in detections annotations md species pipeline; do piped $file.json; done
piped said.jsonl
run dengine inspect other.json

printf 'id,label,confidence\na,cat,0.9\nb,dog,0.6\nc,cat,0.7\nd,cat,0.8\n' >said.csv
dengine confidence said.csv -f jsonl -q >queue.jsonl
look queue.jsonl
run dengine inspect - <queue.jsonl
dengine inspect queue.jsonl -f json | sed -n 1,4p

printf 'id,umap_0,umap_1\na,0.5,-1.2\nb,0.1,2.2\nc,-0.7,1\nd,1,1\ne,-1,1\n' >map.csv
printf 'id,d0,d1,d2,d3\na,0.5,-1.2,0.3,0.2\nb,0.1,2.2,-0.3,0.4\nc,-0.7,1,0.9,-2\nd,1,1,1,1\n' >vectors.csv
printf 'id,x0,x1\na,0.5,-1.2\nb,0.1,2.2\nc,-0.7,1\n' >pairs.csv
python3 - <<'END'
import struct
for name in ("out.npy", "embedding.npy", "logits.npy"):
    head = b"{'descr': '<f4', 'fortran_order': False, 'shape': (6, 3)}"
    open(name, "wb").write(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(head)) + head +
                           struct.pack("<18f", *[(7 * i % 11 - 5) / 4 for i in range(18)]))
END
printf '%s\n' id a b c d e f >ids.csv
for file in map.csv vectors.csv pairs.csv; do look $file; done
for file in out.npy embedding.npy logits.npy; do look $file --ids ids.csv; done
run dengine inspect - <out.npy

printf '[{"id": 1, "data": {"id": "a"}, "annotations": [{"completed_by": 1, "result": [{"type": "choices", "from_name": "c", "to_name": "i", "value": {"choices": ["cat"]}}]}]}]\n' >studio.json
run dengine inspect - <studio.json
run dengine answers - <studio.json
cat studio.json | run dengine inspect -
