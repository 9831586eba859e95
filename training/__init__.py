"""How the reader's weights are made: people's questions -> examples -> arrays -> adapters on the bundled encoder.

`python -m training FOLDER WORK` does all of it; README.md says what each step is and what it was made of. The product imports
nothing from here, and what is trained on is never part of the repository.
"""
