#!/usr/bin/env python3
"""src/package/wheel.py VERSION ARCH: build/wheel/dengine-VERSION-...ARCH.whl puts the static program on the PATH, and no module.

The program needs no C library, so one wheel is for manylinux and musllinux. The same program gives the same bytes.
"""
import base64
import hashlib
import os
import sys
import zipfile

version, arch = sys.argv[1:]
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
STATIC = os.path.join(ROOT, "build", "static", arch)
FOLDER = os.path.join(ROOT, "build", "wheel")
PLATFORMS = [f"manylinux_2_17_{arch}", f"manylinux2014_{arch}", f"musllinux_1_1_{arch}"]
INFO = f"dengine-{version}.dist-info"


def content(*path):
    with open(os.path.join(*path), "rb") as file:
        return file.read()


metadata = f"""Metadata-Version: 2.1
Name: dengine
Version: {version}
Summary: which samples to label next
License: MIT; libcsv within: LGPL-2.1-or-later; more in LICENCES
Requires-Python: >=3.6
Description-Content-Type: text/markdown

{content(ROOT, "README.md").decode()}"""
wheel = "Wheel-Version: 1.0\nGenerator: dengine\nRoot-Is-Purelib: false\n" + "".join(
    f"Tag: py3-none-{platform}\n" for platform in PLATFORMS)
members = [(f"dengine-{version}.data/scripts/dengine", content(STATIC, "dengine"), 0o755),
           (f"{INFO}/LICENSE", content(ROOT, "LICENSE"), 0o644), (f"{INFO}/LICENCES", content(STATIC, "LICENCES"), 0o644),
           (f"{INFO}/METADATA", metadata.encode(), 0o644), (f"{INFO}/WHEEL", wheel.encode(), 0o644)]


def record():
    for name, data, _ in members:
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        yield f"{name},sha256={digest},{len(data)}\n"
    yield f"{INFO}/RECORD,,\n"


members.append((f"{INFO}/RECORD", "".join(record()).encode(), 0o644))
os.makedirs(FOLDER, exist_ok=True)
path = os.path.join(FOLDER, f"dengine-{version}-py3-none-{'.'.join(PLATFORMS)}.whl")
with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
    for name, data, mode in members:
        info = zipfile.ZipInfo(name)  # of 1980: no clock in the bytes
        info.external_attr = (0o100000 | mode) << 16
        info.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(info, data)
print(path, os.path.getsize(path))
