"""What a file holds: all its text, wherever it stands, and what it tells beside its words. One module for each form."""
