# A table of Label Studio with the tasks that nobody reached: they have no annotation_id, one sent empty has.
printf 'annotation_id,annotator,lead_time,dengine_id,label,updated_at\n,,,a,,\n5,1,2.5,b,,2026\n6,1,2,c,cat,2026\n' >table.csv
run dengine answers table.csv
