"""The composition: public portal to site, the stage it is built on, and those who write it out."""

FACE = "building composition folder manifest preview.live preview.server progress site staging.stage".split()
"""The modules of this room that others may import."""
