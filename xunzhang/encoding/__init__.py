"""A text -> pooled and token vectors: the model, the bundled weights, and what is subtracted from every vector of a language."""
