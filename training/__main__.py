"""`python -m training FOLDER WORK [SECONDS]`: everything from the data to the weights."""

from training.commands import everything

if __name__ == "__main__":
    raise SystemExit(everything())
