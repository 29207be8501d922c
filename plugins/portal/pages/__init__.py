"""The pages: what each shows (`views`), and how that becomes HTML (`rendering`)."""

FACE = (
    "rendering.contents rendering.document rendering.environment rendering.handwritten rendering.page "
    "rendering.policy rendering.relations rendering.renderer rendering.shell rendering.wordform theme views.pages"
).split()
"""The modules of this room that others may import."""
