"""A new portal: from a few answers to a folder that checks, builds and is published."""
