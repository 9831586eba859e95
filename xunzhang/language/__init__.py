"""What can be told of a text by itself: script, sentences, terms, and the figures, dates and names in it.

`fold` keeps every character's place, so that what is found in folded text stands there in the original, which is never changed.
"""
