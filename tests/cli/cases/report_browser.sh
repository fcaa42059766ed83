# The page in a real browser: no refusal by its policy, no request, every figure there, no text outside its drawing.
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || skip "no chromium"
G=$ROOT/data/digits
for day in 18 19 20; do
    dengine random $G/export.csv -n 18 --seed $day --keep label,confidence,tone -q -o r.csv
    dengine teacher $G/predictions.csv $G/teacher.csv --seed $day -n 20 -q -o t.csv
    dengine mix -n 30 t.csv=12 r.csv=18 -q -o 2026-11-$day.csv
done
dengine report 2026-11-*.csv --answers $G/truth.csv --predictions $G/predictions.csv --by tone -f html -o nights.html \
    --embeddings $G/embeddings.npy --ids $G/embedding_ids.csv
# A test's page with a script of its own that looks at the page in a frame, where no policy of the page is lifted.
cat >look.html <<'END'
<!doctype html><meta charset="utf-8"><pre id="out">not run</pre><iframe id="page" src="page.html"></iframe>
<script>
const frame = document.getElementById("page"), out = document.getElementById("out");
function look(width) {
    const page = frame.contentDocument, cut = [];
    for (const svg of page.querySelectorAll("svg")) {
        const box = svg.viewBox.baseVal;
        for (const text of svg.querySelectorAll("text")) {
            const b = text.getBBox();
            const turned = text.hasAttribute("transform");
            if (!turned && (b.x < -1 || b.y < -1 || b.x + b.width > box.width + 1 || b.y + b.height > box.height + 1))
                cut.push(text.textContent);
        }
    }
    for (const element of page.querySelectorAll("h1,h2,p,li,.tiles div"))
        if (element.scrollWidth > element.clientWidth + 1) cut.push(element.textContent);
    const wide = page.documentElement.scrollWidth > width;
    return width + ": " + page.querySelectorAll("svg[role=img]").length + " figures, cut: " + (cut.join(" | ") || "none") +
        (wide ? ", WIDER than the window" : "");
}
frame.onload = async () => {
    const lines = [], page = frame.contentDocument;
    for (const width of [1100, 768, 390]) {
        frame.style = "border:0;height:900px;width:" + width + "px";
        await new Promise(done => setTimeout(done, 50));
        lines.push(look(width));
    }
    lines.push("loaded: " + (frame.contentWindow.performance.getEntriesByType("resource").map(e => e.name).join(" ") || "nothing"));
    const style = page.defaultView.getComputedStyle(page.querySelector(".tiles div"));
    lines.push("styled: " + (style.borderRadius === "8px"));
    for (const section of page.querySelectorAll("section"))
        lines.push(section.querySelector("h2") ? section.querySelector("h2").textContent : section.getAttribute("aria-label"));
    out.textContent = lines.join("\n");
};
</script>
END
look_at() { # a page
    cp "$1" page.html
    timeout 100 "$browser" --headless --no-sandbox --disable-gpu --user-data-dir="$PWD/profile" --allow-file-access-from-files \
        --virtual-time-budget=8000 --enable-logging=stderr --dump-dom "file://$PWD/look.html" >dom 2>log || skip "chromium does not run here"
    sed -n '/<pre id="out">/,/<\/pre>/p' dom | sed 's/.*<pre id="out">//; s/<\/pre>.*//'
    grep -ciE 'refused|content security policy' log || true
}
look_at nights.html
echo 'long names, large numbers'
{
    echo rank,id,score,method,inclusion_prob,reason,label,confidence
    seq 20 | sed 's/.*/&,p&,1,a_method_with_a_name_that_is_long,1,r,a label that is longer than any drawing is wide,0.9/'
    seq 21 320 | sed 's/.*/&,r&,0.5,random,0.01,r,cat,0.9/'
} >large.csv
{ echo id,label; seq 20 | sed 's/.*/p&,dog/'; seq 21 320 | sed 's/.*/r&,cat/'; } >answers.csv
dengine report large.csv --answers answers.csv -f html -o large.html
look_at large.html | head -n 4
