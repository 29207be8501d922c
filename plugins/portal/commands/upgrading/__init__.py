"""A portal taken from the version that it was made with to this one: what it has of its own stays.

`releases/` has a folder for each version: `release.json` says what is called otherwise from it on and which settings
are new, and beside it lie the templates and pages that it changed, as they were before. `make release` writes one.
"""
