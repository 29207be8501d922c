"""A meeting's notice or minutes out as a Word document, and what was changed in it back into the record.

`writing` makes the document; `pieces` reads one of ours by what the paper has where; `placing` puts what differs into
the record; `returned` does so for `portal import`.
"""
