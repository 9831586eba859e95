"""The view that shows a collection as a whole: a map, a timeline, names and terms, a term in context, articles and files.

All of its state is in the address: a panel is requested with the address' parameters, and every choice in it is a link.
"""
