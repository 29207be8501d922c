"""`portal clean`: takes out of a file what it tells of people beside its words, and leaves its words as they are.

Others use `command.clean_file`. It needs the guard's `inspection` and `types`, to tell what was there and what is left,
its `open_pdf`, and `source.documents` for the parts of packages and the pieces of pictures.
"""
