#!/bin/sh
# Writes FOLDER/offline.js, the service worker, with the SHA-256 of every other file there (www/offline.js says what
# it does with them). Called by build_web.sh whenever files of the page have changed.
set -eu
. "$(dirname "$0")/common.sh"

folder=${1:?the folder of the page}
template=www/offline.js
files=$(cd "$folder" && find . -type f ! -name offline.js ! -name '*.idx.gz' | sed 's|^\./||' | LC_ALL=C sort)

# The recorded film (opening.bin) is kept with the page: without a network its fetch must not fail aloud.
# What is used by choice: the GPU engine, own files, taking home, data sets, languages and the runs of single cases.
later='^(data/|locales/|clinic/[^b]|engines/.*/(gpu|engine_gpu|read|take))'
sums() { # lines of paths
    (cd "$folder" && while read -r file; do
        case $file in index.html) name=./ ;; *) name=$file ;; esac
        printf '"%s":"%s",' "$name" "$(sha256sum "$file" | cut -c1-64)"
    done)
}
now=$(printf '%s\n' "$files" | grep -Ev "$later" | sums)
rest=$(printf '%s\n' "$files" | grep -E "$later" | sums)
version=$(printf '%s%s' "$now" "$rest" | sha256sum | cut -c1-12)

sed -e "s|@VERSION@|$version|" -e "s|{/\*NOW\*/}|{$now}|" -e "s|{/\*LATER\*/}|{$rest}|" "$template" >"$folder/offline.js.new"
mv "$folder/offline.js.new" "$folder/offline.js"
