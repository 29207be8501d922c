"""What is public in other forms than pages: calendars, feeds, open data, OParl, paper, the search index."""

FACE = """data.page files paper.papers paper.word search.documents search.entries search.files search.indexing
search.names serving.files serving.leading sharing sitemap""".split()
"""The modules of this room that others may import."""
