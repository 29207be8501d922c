"""What the public may see. The one place where it is decided; everything after it gets the public portal alone."""

FACE = "discretion facets portal publishing releases revision revisions visibility".split()
"""The modules of this room that others may import."""
