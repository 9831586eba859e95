"""Looking at a collection as a whole: a map of its passages, a timeline, its names and terms, a word in all its contexts, its
files, and what each outlet says on a subject.

Everything here reads an opened `Index` and changes nothing in it; `explorer.py` keeps what took a while. How any of it looks is
the page's business.
"""
