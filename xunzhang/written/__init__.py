"""A written answer, for those who ask for one: what a model at a given address makes of the passages that were found, sentence by
sentence, checked against them here without the model.

`writer.py` reads as the whole. Nothing of it is imported unless it is asked for, and nothing is sent but to the address given.
"""
