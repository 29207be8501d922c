"""The pages: what each shows (`views`), and how that becomes HTML (`rendering`)."""

FACE = """rendering.digest rendering.document rendering.environment rendering.handwritten rendering.markup
rendering.page rendering.policy rendering.renderer rendering.wordform theme views.pages""".split()
"""The modules of this room that others may import."""
