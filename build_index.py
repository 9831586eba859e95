"""Build the index from the articles: python build_index.py [PATH ...] [--index DIR] [--model NAME] [--watch] [--json]

The articles and the index are those beside this file. Otherwise it is `xunzhang build` (xunzhang/cli/build.py has its flags).
"""

import sys
from pathlib import Path

from xunzhang.cli.build import BUILD
from xunzhang.cli.running import script

if __name__ == "__main__":
    sys.exit(script(BUILD, Path(__file__).resolve().parent))
