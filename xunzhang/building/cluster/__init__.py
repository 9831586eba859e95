"""A build whose files are read and whose passages are encoded by workers of a Ray cluster, a shard at a time.

The builder stays what it is: it takes what shards hold in the order of the corpus, where it would have read and encoded itself
(`workplace.py`). A shard is a Parquet file in a place that all machines see: `part_shards.py` has what files held,
`vector_shards.py` passages and their vectors. `joining.py` alone imports Ray; nothing here is imported unless it is asked for.
"""
