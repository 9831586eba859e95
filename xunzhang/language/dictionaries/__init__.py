"""Words in two languages for `bridge.py`: CC-CEDICT, pinyin, and the user's own glossary."""
