"""What people run. Nothing else imports it."""

FACE: list[str] = []
"""The modules of this room that others may import."""
