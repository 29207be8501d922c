"""Everything that finds problems: the rules that records keep, the guard of personal data, the ledger of addresses."""
