# dengine-cluster(7) shows the recipes as tests/cluster runs them.
dengine help man cluster |
    sed -e 's/^\\&//' -e 's/\\-/-/g' -e "s/\\\\(aq/'/g" -e 's/\\(ga/`/g' -e 's/\\(ha/^/g' -e 's/\\(ti/~/g' -e 's/\\e/\\/g' >manual.txt
for recipe in "$ROOT"/tests/cluster/recipe_*; do
    sed -e 's/^/  /' -e 's/^  $/ /' "$recipe" >shown.txt
    python3 - manual.txt shown.txt <<'END' && echo "${recipe##*/} stands in the manual" || echo "${recipe##*/} is another in the manual"
import sys
manual, shown = (open(name, encoding="utf-8").read() for name in sys.argv[1:])
sys.exit(shown not in manual)
END
done
