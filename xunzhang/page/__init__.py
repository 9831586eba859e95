"""The Gradio page: its words (`strings`), how results and articles look (`cards`, `reading`, `shell`), how it runs (`layout`).

It asks `search.py` and nothing below it. Nothing it does leaves the machine, so Gradio's own reporting is switched off before
Gradio is imported anywhere.
"""

import os

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
