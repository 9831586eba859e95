"""A searcher that follows the newest generation, and its doors for programs: HTTP, MCP, adding files, suggestions.

The page and its Gradio endpoints stand above; what the doors take and give is `interfaces.py`'s, whoever knocks.
"""
