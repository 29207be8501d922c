"""The words of a record: Markdown in, safe HTML in sections out."""
