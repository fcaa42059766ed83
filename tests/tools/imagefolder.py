"""Hugging Face's datasets reads the metadata beside images; its table goes out as JSONL, answered.

imagefolder.py FOLDER: FOLDER has metadata.jsonl and answers.json, and gets export.jsonl.
"""
import json, os, sys

from datasets import load_dataset
from PIL import Image

folder = sys.argv[1]
answers = json.load(open(os.path.join(folder, "answers.json"), encoding="utf-8"))
for line in open(os.path.join(folder, "metadata.jsonl"), encoding="utf-8"):
    name = os.path.join(folder, json.loads(line)["file_name"])
    os.makedirs(os.path.dirname(name), exist_ok=True)
    Image.new("RGB", (8, 8)).save(name)
table = load_dataset("imagefolder", data_dir=folder, split="train", cache_dir=os.path.join(folder, "cache"))
with open(os.path.join(folder, "export.jsonl"), "w", encoding="utf-8") as file:
    for row in table.remove_columns("image"):
        file.write(json.dumps({**row, "answer": answers.get(row["dengine_id"])}) + "\n")
