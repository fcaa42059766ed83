# What `make install` puts beside the program serves a program in C++, and one in C with globals of its own; the library
# exports what its headers declare and nothing else.
[ "$(realpath "$(command -v dengine)")" = "$ROOT/dengine" ] || skip 'another build than the one that is installed'
command -v pkg-config >/dev/null || skip 'no pkg-config'
MAKEFLAGS= make -s -C "$ROOT" install DESTDIR="$T/root" PREFIX=/usr
export PKG_CONFIG_PATH=$T/root/usr/lib/pkgconfig
flags=$(pkg-config --define-variable=prefix="$T/root/usr" --cflags --libs dengine)
[ "dengine $(pkg-config --modversion dengine)" = "$(dengine --version | head -n 1)" ] || echo 'dengine.pc has another version'

cat >own.c <<'END'
#include <stdio.h>

#include <dengine/likeness.h>
#include <dengine/version.h>

int metrics = 1, table_open = 2, commands = 3, source_name = 4; /* nobody else's business */

int main(void)
{
    printf("%d %s %s\n", metrics + table_open + commands + source_name, likeness_metrics[METRIC_COSINE].name,
           dengine_version()[0] ? "linked" : "");
    return DENGINE_VERSION_NUMBER < 100;
}
END
"${CC:-cc}" -std=c17 -Wall -Wextra -Wpedantic -Werror -o own own.c $flags
./own

(cd "$T/root/usr/include" && printf '#include <%s>\n' dengine/*.h) >plus.cc
cat >>plus.cc <<'END'
#include <cstdio>

int main()
{
    const float a[] = {1, 2}, b[] = {3, 4};
    const struct measure *entropy = measure_find(uncertainty_measures, text_of("entropy"));
    std::printf("%g %s\n", vector_dot(a, b, 2), entropy->formula);
}
END
if command -v "${CXX:-c++}" >/dev/null; then
    "${CXX:-c++}" -std=c++17 -Wall -Wextra -Wpedantic -Werror -o plus plus.cc $flags
    ./plus
else
    echo '11 -sum p ln p' # no C++ compiler here
fi

nm -g --defined-only "$T/root/usr/lib/libdengine.a" | awk 'NF == 3 { print $3 }' | sort >exported
for name in $(cat exported); do
    grep -qw "$name" "$T"/root/usr/include/dengine/*.h || echo "exported, but declared in no header: $name"
done
cat "$T"/root/usr/include/dengine/*.h | sed -n 's/^[a-z][a-z0-9_ *]*[ *]\([a-z0-9_]*\)(.*/\1/p' | grep -vx draw_limit | sort >declared
for name in $(grep -vxE 'nano_round' declared); do
    grep -qx "$name" exported || echo "declared, but not exported: $name"
done
for header in "$T"/root/usr/include/dengine/*.h; do
    grep -q '^ \* Threads: ' "$header" || echo "${header##*/} does not say which threads may call it"
done
pages=$(dengine help man pages | wc -l)
[ "$(find "$T"/root/usr/share/man -name 'dengine*.[157]' -size +0 | wc -l)" = "$pages" ] || echo 'not every page of the manual is there'
MAKEFLAGS= make -s -C "$ROOT" uninstall DESTDIR="$T/root" PREFIX=/usr
find "$T/root" -type f | sed "s#$T/##;s/^/left behind: /"
