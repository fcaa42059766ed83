# A bad row ends the run with its line and column; a quoted newline counts as a line.
rows() { printf 'id,label,confidence\na,"x\ny",0.5\n'; printf "$@"; }
rows 'b,cat\n' | run dengine confidence -
rows 'b,cat,0.5,0.5\n' | run dengine confidence -
rows 'b,"c,a\nt",1.5\n' | run dengine confidence -
rows ',cat,0.5\n' | run dengine confidence -
rows 'b,cat,0.5\n\nc,cat,x\n' | run dengine confidence -
rows 'b,c\377t,0.5\n' | run dengine confidence -
rows 'b,"c"at,0.5\n' | run dengine confidence -
rows 'b,c"at,0.5\n' | run dengine confidence -
rows 'b,"cat,0.5\nc,cat,0.5\n' | run dengine confidence -
rows 'b,"cat,0.5' | run dengine confidence -
rows 'b,cat,0.5\rc,cat,0.5\r' | run dengine confidence -
rows 'b,cat,0.5,\n' | run dengine confidence -
printf 'id,label,confidence\r\na,cat,0.5\r\nb,cat,x\r\n' | run dengine confidence -
head -c 1100000 /dev/zero | tr '\0' x | { rows 'b,"'; cat; printf '",0.5\n'; } | run dengine confidence -
head -c 17000000 /dev/zero | tr '\0' x | { rows 'b,"'; cat; } | run dengine confidence -
