"""The keys that do something on the page, and what; the browser script takes those of a single letter from here."""

SHORTCUTS = {  # what they do (a key of the words): the keys, as they are shown
    "keys.ask": "/",
    "keys.move": "j k",
    "keys.read": "Enter",
    "keys.hits": "n p",
    "keys.cite": "c",
    "keys.close": "Esc",
    "keys.help": "?",
}
