"""JSON Schemas of the front matter, for editors that complete and check what is typed."""
