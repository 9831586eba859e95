"""Serve the page: python app.py [--index DIR] [--host H] [--port N] [--model NAME] [--mcp] [--watch] [--allow-adding]

The articles and the index are those beside this file. Otherwise it is `xunzhang serve` (xunzhang/cli/serve.py has its flags).
"""

import sys
from pathlib import Path

from xunzhang.cli.running import script
from xunzhang.cli.serve import SERVE

if __name__ == "__main__":
    sys.exit(script(SERVE, Path(__file__).resolve().parent))
