"""Pages, items of feeds and what sitemaps list, brought from the web into a corpus as they were; politely, and from public hosts.

Nothing here runs unless somebody names an address. What is saved is read like any other file; where it came from stands in the
record that `reading/beside/fetch_record.py` reads.
"""
