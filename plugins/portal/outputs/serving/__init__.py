"""What whoever serves the site is to do, in the words of four kinds of server: types, caching, headers, redirects.

A host or a server that reads none of these files serves the same pages; what is lost then is told in the README.
"""
