"""A file of known answers that an oracle writes, or compares with. To be imported before scipy: one of the
scripts beside this file is named like a module of the standard library (statistics), which scipy imports.
"""

import json
import pathlib
import platform
import sys
from datetime import date

HERE = pathlib.Path(__file__).resolve().parent
sys.path = [path for path in sys.path if pathlib.Path(path or ".").resolve() != HERE]

FOLDER = HERE.parent / "tests" / "golden"


def differences(path, found, expected):
    """Where two results differ by more than rounding."""
    if isinstance(expected, dict):
        return [d for key in expected for d in differences(f"{path}.{key}", found[key], expected[key])]
    if isinstance(expected, list):
        pairs = enumerate(zip(found, expected, strict=True))
        return [d for i, (f, e) in pairs for d in differences(f"{path}[{i}]", f, e)]
    if expected is None or found is None:
        return [] if found is expected else [f"{path}: {found}, not {expected}"]
    return [] if abs(found - expected) <= 1e-9 * max(1, abs(expected)) else [f"{path}: {found}, not {expected}"]


def write_or_check(name, script, found, *libraries):
    """Writes `found` to the golden file `name`; with --check, compares with it (the versions apart)."""
    file = FOLDER / name
    if "--check" in sys.argv[1:]:
        known = json.loads(file.read_text())
        wrong = differences("", found, {key: known[key] for key in found})
        sys.exit("\n".join(wrong) if wrong else print("as committed"))
    versions = {"python": platform.python_version()} | {name: library.__version__ for name, library in libraries}
    result = {"made": {"by": f"scripts/{script}", "on": str(date.today()), "versions": versions}} | found
    file.write_text(json.dumps(result, separators=(",", ":"), default=float) + "\n")
    print(f"{file}: {file.stat().st_size} bytes, made with {versions}")
