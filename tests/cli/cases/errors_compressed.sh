# Files that others have compressed are named, with the pipe that reads them; the same bytes further on are data.
printf 'id,label,confidence\na,cat,0.9\n' >said.csv
python3 - <<'END'
import bz2, lzma, zipfile
data = open("said.csv", "rb").read()
open("said.csv.xz", "wb").write(lzma.compress(data))
open("said.csv.bz2", "wb").write(bz2.compress(data))
with zipfile.ZipFile("said.zip", "w") as archive:
    archive.write("said.csv")
with zipfile.ZipFile("said.npz", "w") as archive:
    archive.writestr("arr_0.npy", b"\x93NUMPY")
with zipfile.ZipFile("said.xlsx", "w") as archive:
    archive.writestr("[Content_Types].xml", "<Types/>")
open("said.npy", "wb").write(b"\x93NUMPY\x01\x00")
END
run dengine confidence said.npz
run dengine confidence said.xlsx
run dengine confidence said.npy
run dengine confidence said.csv.xz
run dengine confidence said.csv.bz2
run dengine confidence said.zip
run dengine confidence said.csv --exclude said.zip
dengine confidence - <said.csv.bz2 2>&1 || true
printf 'id,label,confidence\nPK\003\004,cat,0.9\n' | dengine confidence - -q | cat -v
printf 'PK,label,confidence\nBZh91AY&SY,cat,0.9\n' | dengine confidence - -q --id PK
echo 'cut short behind their first bytes'
printf 'PK\003\004' >short.zip && run dengine confidence short.zip
printf '\037\213' >short.gz && run dengine confidence short.gz
printf '\050\265\057\375' >short.zst && run dengine confidence short.zst
