#!/bin/sh
# Fetches the interface's third-party assets with npm and lays them out in vendor/web.
# Does nothing when they are already there and nothing they depend on has changed.
set -eu
cd "$(dirname "$0")"

stamp=vendor/.web-stamp
wanted=$(cat package.json package-lock.json build.mjs icons.json | sha256sum | cut -d' ' -f1)
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && [ -f vendor/web/tabler.css ] && [ -d node_modules/axe-core ]; then
  echo "界面资源已就绪。"
  exit 0
fi

command -v npm >/dev/null 2>&1 || { echo "缺少 npm：请先安装 Node.js 20 或更新版本，再运行 ./run setup。" >&2; exit 1; }
npm ci --no-audit --no-fund --ignore-scripts
node build.mjs
printf '%s\n' "$wanted" > "$stamp"
echo "界面资源已取回：assets/vendor/web。"
