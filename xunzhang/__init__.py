"""Xunzhang 寻章: ask a collection of articles in Chinese or English, get the passages that answer, verbatim, with sources."""

__version__ = "0.1.0"
