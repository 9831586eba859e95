"""The command that whoever runs the server has run when there is news: it gets the news as JSON lines on its standard input."""

from __future__ import annotations

import logging
import shlex
import subprocess

from xunzhang.messages.wording import of_system, say
from xunzhang.types import XunzhangError

RUNS_AT_MOST_S = 60.0

log = logging.getLogger(__name__)


def run_on_news(command: str, news: str) -> None:
    """Run `command`, whose words are told apart as a shell tells them, without a shell. Raises XunzhangError where that fails."""
    try:
        words = shlex.split(command)
        done = subprocess.run(words, input=news.encode(), timeout=RUNS_AT_MOST_S, check=False)
    except subprocess.TimeoutExpired:
        raise XunzhangError(say("news.command_slow", command=command, seconds=round(RUNS_AT_MOST_S))) from None
    except (OSError, ValueError, IndexError) as error:
        why = of_system(error) if isinstance(error, OSError) else str(error)
        raise XunzhangError(say("news.command_failed", command=command, why=why)) from error
    if done.returncode:
        raise XunzhangError(say("news.command_failed", command=command, why=say("news.exit", status=done.returncode)))
