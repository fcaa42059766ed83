# What was not asked for is not queued: where the model says the target, another class than --confused, where
# the score is 0; a class that nobody says tonight is a note.
printf 'id,label,confidence\n1,car,0.9\n2,bus,0.6\n3,truck,0.7\n4,bus,0.5\n' >model.csv
printf 'id,score\n1,0.9\n2,0.8\n3,0.7\n4,0\n' >helper.csv
run dengine helper model.csv helper.csv --target car
run dengine helper model.csv helper.csv --target car --side false
run dengine helper model.csv helper.csv --target car --side both
run dengine helper model.csv helper.csv --target car --confused bus
run dengine helper model.csv helper.csv --target car --confused van -n 3
run dengine helper model.csv helper.csv --target car --confused buss -n 3
run dengine helper model.csv helper.csv --target tram
