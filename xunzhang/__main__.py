"""`python -m xunzhang`: the command line, which is `cli/`'s."""

import sys

from xunzhang.cli.main import main

sys.exit(main())
