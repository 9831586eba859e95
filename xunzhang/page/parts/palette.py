"""The page's colours and faces. This is the one place for them: the style sheet names them, the theme hands them to Gradio."""

from __future__ import annotations

# Cinnabar, the red of a seal, is the one accent. Each pair of text on ground has a contrast of at least 4.5 (tests/page).
PALETTES: dict[str, dict[str, str]] = {
    "light": {
        "paper": "#faf9f5",
        "sheet": "#ffffff",
        "ink": "#22252a",
        "muted": "#5d6169",
        "rule": "#dedbd2",
        "edge": "#8a8880",
        "accent": "#9c2f22",
        "on-accent": "#ffffff",
        "answer": "#fdf0c2",
        "exact": "#f6d365",
        "nearest": "#f6f4ec",
        "term": "#b8862b",
        "strong": "#23623c",
        "likely": "#7a5205",
        "weak": "#5d6169",
        "differs": "#f9dcd6",
    },
    "dark": {
        "paper": "#17191c",
        "sheet": "#1f2226",
        "ink": "#e6e3dc",
        "muted": "#a6a9ae",
        "rule": "#35393f",
        "edge": "#7b8088",
        "accent": "#f0897b",
        "on-accent": "#1d1210",
        "answer": "#453a17",
        "exact": "#7d6115",
        "nearest": "#2b2c2c",
        "term": "#c9a04a",
        "strong": "#8fd0a6",
        "likely": "#e3bd6b",
        "weak": "#a6a9ae",
        "differs": "#5b2b25",
    },
}


SANS = [
    "system-ui", "-apple-system", "Segoe UI", "Roboto", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei",
    "Source Han Sans SC", "Noto Sans SC", "Noto Sans CJK SC", "sans-serif",
]  # fmt: skip


def variables(palette: str) -> str:
    """The colours of a palette, "light" or "dark", as variables of a style sheet."""
    return "".join(f"--{name}:{colour};" for name, colour in PALETTES[palette].items())
