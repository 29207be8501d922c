"""Records that know each other: names resolved, texts given to their items, who refers to whom."""

FACE = "agenda anchors graph hindsight names owners portal signed_minutes targets".split()
"""The modules of this room that others may import."""
