"""Everything that finds problems: the rules that records keep, the guard of personal data, the ledger of addresses."""

FACE = (
    "beside guarding.guard guarding.inspection guarding.reading.pdf guarding.types permalinks rules rules.positions"
).split()
"""The modules of this room that others may import."""
