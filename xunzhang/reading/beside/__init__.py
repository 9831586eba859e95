"""Facts that stand beside the files they are about: the record of what was fetched, and libraries exported by Zotero."""
