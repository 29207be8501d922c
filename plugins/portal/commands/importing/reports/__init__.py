"""A report of a project becomes the project."""
