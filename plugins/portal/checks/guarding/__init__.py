"""The guard of personal data: what may not be published of people, found in texts, file names and attachments.

Others use `guard` (`guard`, `Guarded`), and the cleaning `inspection`, `types` and `reading.pdf.open_pdf`. It needs
`source.documents` for what files are made of, `source.shelf` to keep what was found, and of the records only where an
organisation tells how it is reached.
"""
