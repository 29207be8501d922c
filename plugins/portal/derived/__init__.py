"""What is worked out of the public portal and a day: one home for each fact, for pages and for outputs alike."""

FACE = (
    "agreements attendance change_log change_words changes context destinations facts gist items key_facts known "
    "labels lifetimes parts people places plans public redirects representation states themes "
    "undertakings votes"
).split()
"""The modules of this room that others may import."""
