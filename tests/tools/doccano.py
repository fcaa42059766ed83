"""doccano in its own process, with sqlite: imports the texts, answers some, exports all and the approved ones.

doccano.py FOLDER: FOLDER has tasks.jsonl and answers.json, and gets export.jsonl and approved.jsonl.
"""
import importlib.util, json, os, sys, zipfile

folder = os.path.abspath(sys.argv[1])
os.environ.update(STANDALONE="True", DJANGO_SETTINGS_MODULE="config.settings.production",
                  DATABASE_URL="sqlite:///" + os.path.join(folder, "db.sqlite3"), DEBUG="False",
                  MEDIA_ROOT=os.path.join(folder, "media"), SECRET_KEY="of-no-use")
os.makedirs(os.path.join(folder, "media"), exist_ok=True)
sys.path.insert(0, os.path.dirname(importlib.util.find_spec("backend").origin))

import django
from django.core import management

django.setup()
management.call_command("migrate", verbosity=0)
management.call_command("create_roles", verbosity=0)

from data_export.celery_tasks import export_dataset
from data_import.datasets import load_dataset
from data_import.pipeline.catalog import create_file_format
from data_import.pipeline.readers import FileName
from django.contrib.auth import get_user_model
from examples.models import Example, ExampleState
from label_types.models import CategoryType
from labels.models import Category
from projects.models import Member, Project, ProjectType, TextClassificationProject
from roles.models import Role

user = get_user_model().objects.create_superuser("a", "a@example.org", "a-password-of-no-use")
project = TextClassificationProject.objects.create(
    name="dengine", description="", created_by=user, single_class_classification=True, collaborative_annotation=True,
    project_type=ProjectType.DOCUMENT_CLASSIFICATION)
Member.objects.get_or_create(project=project, user=user, defaults={"role": Role.objects.get(name="project_admin")})

tasks = os.path.join(folder, "tasks.jsonl")
dataset = load_dataset("DocumentClassification", create_file_format("JSONL"), [FileName(tasks, tasks, "tasks.jsonl")],
                       project, column_data="text", column_label="label", encoding="utf_8")
dataset.save(user, batch_size=100)
assert not dataset.errors, dataset.errors

answers = json.load(open(os.path.join(folder, "answers.json"), encoding="utf-8"))
for example in Example.objects.filter(project=project):
    said = answers.get(example.meta["dengine_id"])
    if said:
        label, _ = CategoryType.objects.get_or_create(project=project, text=said)
        Category.objects.filter(example=example).delete()
        Category.objects.create(example=example, user=user, label=label)
        ExampleState.objects.create(example=example, confirmed_by=user)

for name, approved in (("export", False), ("approved", True)):
    with zipfile.ZipFile(export_dataset(project.id, "JSONL", approved)) as archive:
        [member] = archive.namelist()
        with open(os.path.join(folder, name + ".jsonl"), "wb") as file:
            file.write(archive.read(member))
