"""datumaro reads the tasks as CVAT's XML, some are answered, and it writes them as CVAT's XML and as its own JSON.

datumaro.py FOLDER: FOLDER has tasks.xml and answers.json, and gets export.xml and export.json.
"""
import json, os, shutil, sys
import xml.etree.ElementTree as xml

sys.path.pop(0)  # this file has the library's name
from datumaro.components.annotation import Label
from datumaro.components.dataset import Dataset
from PIL import Image

folder = sys.argv[1]
answers = json.load(open(os.path.join(folder, "answers.json"), encoding="utf-8"))
os.makedirs(os.path.join(folder, "in"), exist_ok=True)
shutil.copy(os.path.join(folder, "tasks.xml"), os.path.join(folder, "in", "annotations.xml"))
for image in xml.parse(os.path.join(folder, "tasks.xml")).getroot().iter("image"):
    os.makedirs(os.path.join(folder, "in", "images"), exist_ok=True)
    Image.new("RGB", (8, 8)).save(os.path.join(folder, "in", "images", image.get("name")))
dataset = Dataset.import_from(os.path.join(folder, "in"), "cvat")
classes = [label.name for label in dataset.categories()[next(iter(dataset.categories()))]]
for item in list(dataset):
    said = answers.get(item.id)
    dataset.put(item.wrap(annotations=[Label(classes.index(said))] if said else []))
for format_, member, ending in (("cvat", "default.xml", "xml"), ("datumaro", "annotations/default.json", "json")):
    dataset.export(os.path.join(folder, format_), format_, save_media=False)
    found = [os.path.join(path, name) for path, _, names in os.walk(os.path.join(folder, format_)) for name in names
             if name.endswith("." + ending)]
    [source] = found
    shutil.copy(source, os.path.join(folder, "export." + ending))
