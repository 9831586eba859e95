"""What is said to people, in Chinese and in English: keys with values, rendered where they are shown."""
