"""Which language the command line speaks: what `--messages` says, else the locale's.

What it writes for programs, JSON and the other formats, does not depend on it.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from typing import get_args

from xunzhang.messages.wording import Spoken

FLAG = "--messages"
LANGUAGES: tuple[Spoken, ...] = get_args(Spoken)
_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set decides (POSIX, Environment Variables, 8.2)


def spoken(arguments: Sequence[str], environment: Mapping[str, str]) -> Spoken:
    """Known before the flags are parsed, since the help text has a language too. A wrong value is the parser's to refuse.

    >>> spoken(["ask", "--messages", "zh"], {"LANG": "en_GB.UTF-8"}), spoken([], {"LANG": "zh_CN.UTF-8"}), spoken([], {})
    ('zh', 'zh', 'en')
    """
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    parser.add_argument(FLAG, nargs="?")
    given = parser.parse_known_args([each for each in arguments if each != "--"])[0].messages
    locale = next(filter(None, map(environment.get, _LOCALE)), "")
    return next((language for language in LANGUAGES if language == given), "zh" if locale.startswith("zh") else "en")
