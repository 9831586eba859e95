"""Between a path and a parser: finding files, telling encodings, holding limits, running parsers apart, keeping account."""
