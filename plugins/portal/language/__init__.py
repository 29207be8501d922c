"""The written languages: messages, dates, and words of which some are in another language."""

FACE = "catalogue dates disguise holidays phrase reasons spelling".split()
"""The modules of this room that others may import."""
