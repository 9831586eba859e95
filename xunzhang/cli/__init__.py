"""The command line's own: flags, files of questions, progress, and results as text."""
