"""Writes the minified versions of our stylesheets and scripts beside their sources: what the pages load."""

from __future__ import annotations

from pathlib import Path

import rcssmin
import rjsmin

STATIC = Path(__file__).parent.parent / "datasette_netzwerk" / "static"
MINIFIERS = {".css": rcssmin.cssmin, ".js": rjsmin.jsmin}


def sources() -> list[Path]:
    """Return every stylesheet and script that we wrote ourselves; what is vendored lies in a folder of its own."""
    return sorted(path for path in STATIC.iterdir() if path.suffix in MINIFIERS and ".min." not in path.name)


def minified(source: Path) -> str:
    """Return the content of ``source`` without what only its readers need."""
    return str(MINIFIERS[source.suffix](source.read_text(encoding="utf-8"))) + "\n"


def target_of(source: Path) -> Path:
    """Return where the minified version of ``source`` lies: netzwerk.css → netzwerk.min.css."""
    return source.with_suffix(f".min{source.suffix}")


if __name__ == "__main__":
    for source in sources():
        target = target_of(source)
        target.write_text(minified(source), encoding="utf-8")
        print(f"{target.name}: {target.stat().st_size} bytes")
