#!/bin/sh
# Fetches the fonts of the printed documents into assets/vendor/fonts.
#
# Noto Serif SC and Noto Sans SC come from npm (locked by package-lock.json); the 仿宋 body face,
# FandolFang, is taken out of Debian's texlive-lang-chinese without installing that package and
# works without root. Safe to run again: what is there already is kept. Without a 仿宋 the documents
# still print, in Noto Serif SC.
#
# Usage: fetch.sh [folder]
#   ZHIFA_FANGSONG=<file>  use the site's own licensed 仿宋 instead of FandolFang
set -eu

here=$(cd "$(dirname "$0")" && pwd)
target=${1:-$here/../vendor/fonts}
mkdir -p "$target"
target=$(cd "$target" && pwd)

noto="NotoSerifSC_300Light.ttf NotoSerifSC_900Black.ttf NotoSansSC_500Medium.ttf"
fang=FandolFang-Regular.otf
fang_sum=d838ad32ce2244d8144f408c37fe71065aba6fbbc80759a4d2aa2033948d5bc9

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

have_noto() {
    for name in $noto; do
        [ -s "$target/$name" ] || return 1
    done
}

fetch_noto() {
    cp "$here/package.json" "$here/package-lock.json" "$here/.npmrc" "$work/"
    (cd "$work" && npm ci --no-progress --loglevel=error)
    for name in $noto; do
        found=$(find "$work/node_modules/@expo-google-fonts" -name "$name" | head -n 1)
        if [ -z "$found" ]; then
            echo "字体包里没有 $name，请检查 assets/fonts/package-lock.json 的版本。" >&2
            exit 1
        fi
        cp "$found" "$target/$name.part" && mv "$target/$name.part" "$target/$name"
    done
}

# apt with its lists in our own folder, for machines whose lists are empty or not ours to refresh.
private_apt() {
    mkdir -p "$work/lists/partial" "$work/cache/archives/partial"
    apt-get -qq -o Dir::State::Lists="$work/lists" -o Dir::Cache="$work/cache" \
        -o APT::Sandbox::User="" -o Debug::NoLocking=1 "$@"
}

fetch_fang() {
    if [ -n "${ZHIFA_FANGSONG:-}" ]; then
        cp "$ZHIFA_FANGSONG" "$target/"
        return 0
    fi
    if ! command -v apt-get >/dev/null || ! command -v dpkg-deb >/dev/null; then
        return 1
    fi
    (
        cd "$work"
        if ! apt-get -qq -o APT::Sandbox::User="" download texlive-lang-chinese 2>/dev/null; then
            private_apt update >/dev/null 2>&1 || true
            private_apt download texlive-lang-chinese
        fi
        dpkg-deb --fsys-tarfile texlive-lang-chinese_*.deb |
            tar -xf - --wildcards "*/fandol/$fang"
        found=$(find . -name "$fang" | head -n 1)
        if [ "$(sha256sum <"$found" | cut -d ' ' -f 1)" != "$fang_sum" ]; then
            echo "注意：$fang 与核对过的版本不同，请看一眼打印出的文书。" >&2
        fi
        cp "$found" "$target/$fang.part" && mv "$target/$fang.part" "$target/$fang"
    )
}

have_noto || fetch_noto
if [ ! -s "$target/$fang" ] || [ -n "${ZHIFA_FANGSONG:-}" ]; then
    if ! fetch_fang; then
        echo "没有取到仿宋字体：需要 apt-get 和 dpkg-deb，或者用 ZHIFA_FANGSONG 指定本单位的仿宋字体文件。" >&2
        echo "正文将暂以思源宋体（Noto Serif SC）排印，其余不受影响。" >&2
    fi
fi
echo "字体已就绪：$target"
