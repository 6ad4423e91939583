#!/bin/sh
# Fails when a comment sends its reader to a document, or to a section of one, that is not here.
#   docs/facts.md, section 5        a heading "## 5. …"
#   docs/burn-on-the-web.md, "Size"  that heading
set -eu
. "$(dirname "$0")/common.sh"

# Comments without their line breaks.
comments=$(find src tests scripts build.rs Cargo.toml index.html -type f \( -name '*.rs' -o -name '*.sh' -o -name '*.py' \
    -o -name '*.toml' -o -name '*.html' \) -exec cat {} + | sed -E 's|^ *(//[/!]?\|#) ?||' | tr '\n' ' ')
cites() { printf '%s\n' "$comments" | grep -oE "$1" | sort -u; }
bad=

for file in $(cites '[A-Za-z0-9_/-]+\.md\b'); do
    [ -f "$file" ] || [ -f "docs/$file" ] || bad="$bad
$file"
done
for section in $(cites 'facts\.md, sections? [0-9]+' | grep -oE '[0-9]+$'); do
    grep -q "^## $section\. " docs/facts.md || bad="$bad
docs/facts.md, section $section"
done
headings=$(cites 'docs/[a-z-]+\.md, "[^"]+"')
while IFS= read -r cite; do
    [ -z "$cite" ] && continue
    heading=${cite#*\"}
    grep -qx "## ${heading%\"}" "${cite%%,*}" || bad="$bad
$cite"
done <<EOF
$headings
EOF
[ -z "$bad" ] || fail "cited and not in the repository:$bad"
echo "$(cites '[A-Za-z0-9_/-]+\.md\b' | wc -l) documents and all their cited sections are here"
