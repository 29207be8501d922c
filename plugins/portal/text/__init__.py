"""The words of a record: Markdown is read once, as a tree, of which HTML, lines and words are written."""

FACE = "fragment markdown openings outline plain tree".split()
"""The modules of this room that others may import."""
