"""A file becomes a `Document`: headings, paragraphs, list items and tables, whatever it was written in."""
