# JSON of other shapes is named with the pipe that makes a table of it: each is run.
command -v jq >/dev/null || skip "jq is not installed"
show() {
    run dengine inspect "$1"
    sed -n 's/^.*: \(jq .*\)| dengine inspect -.*/\1/p' "$T.run2" | bash
}
printf '{"id": "a", "label": "x", "confidence": 0.5}\n' >one.json
printf '{"id": 7, "predictions": [{"id": "a", "label": "x"}, {"id": "b", "label": "y"}]}\n' >line.json
printf '{\n "model": {"of": [{"name": "m"}]},\n "predictions": [\n  {"id": "a\\"]", "p": [0.5]}]}\n' >list.json
printf '{"a.jpg": {"label": "x", "confidence": 0.5}, "b.jpg": {"label": "y", "confidence": 0.7}}\n' >samples.json
printf '{"id":{"0":"a","1":"b"},"label":{"0":"x","1":"y"}}\n' >pandas.json
printf '{"id": "a", "probs": [{"label": "x", "p": 0.5}]}\n{"id": "b", "probs": [{"label": "x", "p": 0.6}]}\n' >lines.json
printf '{"a b": [{"id": 1}]}\n' >blank.json
printf '{"a":{"b":{"c":1}},"\n' >cut.json
for file in one line list samples pandas lines blank; do show $file.json; done
run dengine inspect cut.json
