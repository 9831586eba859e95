"""Build the index from the articles: python build_index.py [PATH ...] [--index DIR] [--model NAME] [--json]"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from xunzhang.types import XunzhangError

HERE = Path(__file__).resolve().parent


def main(arguments: list[str] | None = None) -> int:
    """-> exit status: 0 done, 2 where nothing could be done (one line on stderr says why)."""
    description = "Build the index from the articles. Reads .txt, .md and .jsonl; writes nothing when the index is current."
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="files and folders of articles (default: corpus/)")
    parser.add_argument("--index", type=Path, default=HERE / "index", metavar="DIR", help="where to write (default: index/)")
    parser.add_argument("--model", metavar="NAME", help="a sentence-transformers model or folder (default: the bundled one)")
    parser.add_argument("--force", action="store_true", help="build anew even when the index is current")
    parser.add_argument("--json", action="store_true", help="print the audit as JSON, one object a file")
    options = parser.parse_args(arguments)
    try:
        from xunzhang.index import build_index
        from xunzhang.progress import ProgressBars
        from xunzhang.terminal import show_audit

        with ProgressBars() as bars:
            paths = options.paths or [HERE / "corpus"]
            report = build_index(paths, options.index, options.model, bars.show, force=options.force)
    except XunzhangError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Interrupted; the index is as it was before. Run the same command to build it.", file=sys.stderr)
        return 130
    if options.json:
        for row in report.audit:
            print(json.dumps(row.as_dict(), ensure_ascii=False))
    else:
        print(show_audit(report.audit), end="")
    made = report.manifest
    state = "Built" if report.changed else "Already current:"
    print(f"{state} {options.index}: {made.articles} articles, {made.passages} passages, model {made.model}.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
