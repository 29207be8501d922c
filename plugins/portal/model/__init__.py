"""What a record's facts may be: kinds, fields, values, vocabularies, references, addresses and laws."""

FACE = (
    "addresses agreement case clock colours common fields headings kinds law.laws law.points media_types meeting "
    "minisign organisation plan problems project references theme validation values vocabulary"
).split()
"""The modules of this room that others may import."""
