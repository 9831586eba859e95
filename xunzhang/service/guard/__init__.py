"""Who may ask, what, and how much at once: every request passes here before the application, and every response on its way out.

Pure ASGI, in the order of a request: the proxies that are named, the hosts that are answered, the origins that may ask, the
routes that are open, the size of a body, and a turn among those who ask. `guard.py` puts them together, `connections.py` listens.
What Gradio opens of itself is `page/`'s to say.
"""
