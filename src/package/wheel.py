#!/usr/bin/env python3
"""src/package/wheel.py FOLDER VERSION ARCH PROGRAM: a wheel that puts the static program on the PATH, and no module.

The program needs no C library, so one wheel is for manylinux and musllinux. The same program gives the same bytes.
"""
import base64
import hashlib
import os
import sys
import zipfile

folder, version, arch, program = sys.argv[1:]
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PLATFORMS = [f"manylinux_2_17_{arch}", f"manylinux2014_{arch}", f"musllinux_1_1_{arch}"]
INFO = f"dengine-{version}.dist-info"

with open(os.path.join(ROOT, "README.md"), encoding="utf-8") as file:
    readme = file.read()
with open(os.path.join(ROOT, "LICENSE"), "rb") as file:
    licence = file.read()
with open(program, "rb") as file:
    binary = file.read()

metadata = f"""Metadata-Version: 2.1
Name: dengine
Version: {version}
Summary: which samples to label next
License: MIT
Requires-Python: >=3.6
Description-Content-Type: text/markdown

{readme}"""
wheel = "Wheel-Version: 1.0\nGenerator: dengine\nRoot-Is-Purelib: false\n" + "".join(
    f"Tag: py3-none-{platform}\n" for platform in PLATFORMS)
members = [(f"dengine-{version}.data/scripts/dengine", binary, 0o755), (f"{INFO}/LICENSE", licence, 0o644),
           (f"{INFO}/METADATA", metadata.encode(), 0o644), (f"{INFO}/WHEEL", wheel.encode(), 0o644)]


def record():
    for name, data, _ in members:
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        yield f"{name},sha256={digest},{len(data)}\n"
    yield f"{INFO}/RECORD,,\n"


members.append((f"{INFO}/RECORD", "".join(record()).encode(), 0o644))
os.makedirs(folder, exist_ok=True)
path = os.path.join(folder, f"dengine-{version}-py3-none-{'.'.join(PLATFORMS)}.whl")
with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
    for name, data, mode in members:
        info = zipfile.ZipInfo(name)  # of 1980: no clock in the bytes
        info.external_attr = (0o100000 | mode) << 16
        info.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(info, data)
print(path, os.path.getsize(path))
