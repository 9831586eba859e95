"""What the views and the document share: words as HTML, links, marks, sources, cards, the facets, the reader."""
