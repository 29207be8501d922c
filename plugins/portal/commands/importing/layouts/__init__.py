"""How documents of this genre are laid out: what tells a kind, what stands before a fact, what headings mean.

Adding a layout is adding its words to the module of its kind, and a document with its golden facts to the tests.
"""
