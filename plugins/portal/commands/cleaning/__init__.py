"""`portal clean`: takes out of a file what it tells of people beside its words, and leaves its words as they are."""
