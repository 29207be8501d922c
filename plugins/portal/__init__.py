"""The portal of a health collaboration: Markdown records in, public website out.

The data goes one way, and each arrow is a plain function:

    read -> parse -> link -> check -> publish -> view -> render

`portal.site.build_site` composes them. Nothing in this package but
`portal.adapters` imports a site generator.
"""

__version__ = "0.1.0"
