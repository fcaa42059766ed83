# inspect: ids of two or three columns, where one alone names no row: a place and a time, a video and its frame, what
# rises; times in two columns or in milliseconds.
type mlr >/dev/null || skip 'mlr is not installed'
rows() { for a in 1 2 3; do for b in 1 2 3 4; do c=$([ $(((a + b) % 2)) = 0 ] && echo cat || echo dog); eval "printf '%s\n' \"$1\""; done; done; }
(echo site,timestamp,label,confidence && rows 's$a,2024-05-01T0$b:00:00Z,$c,0.$((60 + b))') >site.csv
(echo video,frame,label,confidence && rows 'v$a.mp4,$b,$c,0.$((60 + b))') >video.csv
(echo recording,time,label,confidence && rows 'r$a,$b.5,$c,0.$((60 + b))') >recording.csv
(echo document,sent_nr,label,confidence && rows 'd$a,$b,$c,0.$((60 + b))') >sentences.csv
(echo ward,count,label,confidence && rows 'w$a,$(((a * b) % 3)),$c,0.$((60 + b))') >unlike.csv
(echo ImageNumber,ObjectNumber,label,confidence && rows '$a,$b,$c,0.$((60 + b))') >cells.csv
(echo scene_id,row,col,label,confidence && rows 's$((a % 2)),$((a / 2)),$b,$c,0.$((60 + b))') >tiles.csv
(echo tile,x,y,label,confidence && rows 't$a,$b,3,$c,0.$((60 + b))') >pixels.csv
(echo lon,lat,label,confidence && rows '8.$a,50.$b,$c,0.$((60 + b))') >map.csv
(echo 'Date,Time,Com_Name,Confidence' && rows '2024-05-0$a,0$a:0$b:00,$c,0.$((60 + b))') >clock.csv
(echo id,time_ms,label,confidence && rows '$a$b,$((33 * (4 * a + b))),$c,0.$((60 + b))') >milliseconds.csv
(echo id,ts_ms,latency_ms,label,confidence && rows '$a$b,1714543200$a${b}5,$b.5,$c,0.$((60 + b))') >epoch.csv
clock() { sed -n 's/^.*: \(mlr .*\) | dengine inspect -/\1/p' | bash | dengine inspect - | sed -n '/consistency/p'; }
for file in site video recording sentences unlike cells tiles pixels map clock milliseconds epoch; do alone $file.csv; done
for file in clock milliseconds; do dengine inspect $file.csv | clock; done
