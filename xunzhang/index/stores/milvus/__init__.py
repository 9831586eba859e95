"""An index in Milvus: one collection of passages and one of records a full build, behind an alias (`entities.py`).

Nothing here is imported by default, and pymilvus only when a server is spoken to (`server.py`).
"""
