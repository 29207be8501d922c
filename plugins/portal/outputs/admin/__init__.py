"""The editor in the browser (Sveltia CMS), set up by the models; on where the settings say so.

`files/` is what it runs on: `sveltia/` and `yaml/` are files of those packages of npm as they are, which
`tests/test_admin.py` holds against the packages, and the scripts beside them are ours.
"""
