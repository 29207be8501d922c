"""What a record's facts may be: kinds, fields, values, vocabularies, references, addresses and laws."""

FACE = (
    "addresses case clock colours common fields headings kinds law.laws media_types meeting minisign organisation "
    "problems project references validation values vocabulary"
).split()
"""The modules of this room that others may import."""
