"""One file a family of formats: its bytes -> drafts of articles. `corpus.READERS` says which suffix is whose."""
