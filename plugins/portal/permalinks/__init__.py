"""Permanent addresses: the ledger of all that was ever published, and what answers at each line of it.

An address that has once been published answers for ever: with the page, a redirect, or a tombstone (the record
format, §4). Only public addresses come in, and the public portal alone answers for them.
"""
