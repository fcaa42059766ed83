# The page: its policy names its style, nothing is loaded, and no name of whatever kind changes its elements.
page() { # NAME: a page in whose data NAME stands wherever a name can stand
    rm -rf data && mkdir data
    python3 - "$1" <<'END'
import csv, sys
name = sys.argv[1]
rows = csv.writer(open("data/night.csv", "w"))
rows.writerow(["rank", "id", "score", "method", "inclusion_prob", "reason", "also", "label", "confidence", "stratum", "place"])
for i in range(24):
    rows.writerow([i + 1, f"{name}{i}", 0.5, name if i < 12 else "random", 1 if i < 12 else 0.1, name, "", name if i % 2 else "cat", 0.8, name, name])
answers = csv.writer(open("data/answers.csv", "w"))
answers.writerow(["id", "label", "who"])
for i in range(24):
    for who in "ab":
        answers.writerow([f"{name}{i}", name if i % 3 else "dog", name + who])
END
    dengine report data/night.csv --answers data/answers.csv --by place -f html -o page.html
}
cat >look.py <<'END'
import base64, hashlib, html.parser, re
text = open("page.html", encoding="utf-8", newline="").read()
style = re.search("<style>(.*)</style>", text, re.S).group(1)
named = re.search("style-src 'sha256-([^']*)'", text).group(1)
told = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
if named != told:
    print("STYLE_HASH must be", told)
class Page(html.parser.HTMLParser):
    counts, odd = {}, []
    def handle_starttag(self, tag, attributes):
        self.counts[tag] = self.counts.get(tag, 0) + 1
        for key, value in attributes:
            if key.startswith("on") or key in ("src", "href", "style", "action", "srcset", "data"):
                self.odd.append((tag, key))
            if "://" in (value or "") or "javascript:" in (value or ""):
                self.odd.append((tag, key, value))
page = Page()
page.feed(text)
assert not page.odd, page.odd
assert not set(page.counts) & {"script", "link", "img", "iframe", "object", "embed", "form", "base", "image", "use", "a"}
assert not re.search(r"@import|url\(", style)
print(sum(page.counts.values()), "elements:", *(f"{tag} {count}" for tag, count in sorted(page.counts.items())))
END
page plain
python3 look.py | tee first
for name in '<script>alert(1)</script>' '"><img src=x onerror=alert(1)>' "'-alert(1)-'" '</title><script>alert(1)</script>' \
    '</style><script>x</script>' '<svg onload=alert(1)>' '&lt;b&gt;' ']]>' '<!--' '-->' '</text><a xlink:href="javascript:x">' \
    'javascript:alert(1)' 'a&#x3c;script&#x3e;' '{{7*7}}' '</svg></section></main>' $'\xe2\x80\xaegnp.exe' $'\xc2\x85\xe2\x80\xa8' \
    "$(printf 'x%.0s' {1..500})"; do
    page "$name"
    python3 look.py | cmp - first && ! grep -qE $'\xe2\x80\xae|\xe2\x80\xa8' page.html || echo "changed by $name"
done
