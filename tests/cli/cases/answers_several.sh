# Several people: a tie is disputed, a person's later answer replaces the earlier one, the same file twice counts once.
cat >said.json <<'END'
[{"data": {"dengine_id": "a"}, "annotations": [
   {"completed_by": 1, "updated_at": "2026-11-24T10:00:00Z", "result": [{"value": {"choices": ["cat"]}}]},
   {"completed_by": 2, "updated_at": "2026-11-24T11:00:00Z", "result": [{"value": {"choices": ["dog"]}}]}]},
 {"data": {"dengine_id": "b"}, "annotations": [
   {"completed_by": 1, "updated_at": "2026-11-24T10:00:00Z", "result": [{"value": {"choices": ["cat"]}}]},
   {"completed_by": 2, "updated_at": "2026-11-24T09:00:00Z", "result": [{"value": {"choices": ["dog"]}}]},
   {"completed_by": 3, "updated_at": "2026-11-24T08:00:00Z", "result": [{"value": {"choices": ["dog"]}}]}]},
 {"data": {"dengine_id": "b"}, "annotations": [
   {"completed_by": 2, "updated_at": "2026-11-24T12:00:00Z", "result": [{"value": {"choices": ["cat"]}}]}]},
 {"data": {"dengine_id": "c"}, "annotations": [{"completed_by": 1, "was_cancelled": true, "result": []}]},
 {"data": {"dengine_id": "d"}, "annotations": [
   {"completed_by": 1, "result": [{"type": "rectanglelabels", "value": {"x": 1, "rectanglelabels": ["cat"]}}]},
   {"completed_by": 2, "result": [{"value": {"choices": ["cat", "dog"]}}]}]},
 {"data": {"dengine_id": "e"}, "annotations": [{"completed_by": 1, "result": []}]},
 {"data": {"dengine_id": "f"}, "annotations": []}]
END
for several in majority latest agree all; do run dengine answers said.json --several $several; done
run dengine answers said.json said.json -q
