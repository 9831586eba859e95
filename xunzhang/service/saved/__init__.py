"""Questions saved under a name, and what is new on them after each update of the index.

`saved_questions.py` holds them, `question_news.py` finds what is new and tells it.
"""
