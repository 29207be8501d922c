"""What git remembers of a portal, read without running git or anything that a repository names."""
