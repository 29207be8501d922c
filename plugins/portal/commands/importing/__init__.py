"""Documents in: what the secretariat has in Word, PDF and text becomes records, and nothing is guessed.

Others use `command` (`import_into`, `Arguments`), `found.DocumentKind`, and for measuring `importer.import_file`. It
needs the linked portal for names (`Graph`, `OrganisationNames`), the models' vocabularies and addresses, `places` to
tell a room from a screen, `source` for packages, front matter and writing, and `site` for the check that a new record
must pass and for writing its file.
"""
