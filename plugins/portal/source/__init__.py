"""Files to records: what lies in the folders of a portal, or lay there in a commit, read and parsed line by line."""

FACE = (
    "cache content decoding documents documents.packages documents.pictures editing field_tables frontmatter "
    "history.files history.repository layers ledger parsing pickling reading record settings themes tree twins words "
    "workers writing"
).split()
"""The modules of this room that others may import."""
