"""The laws by which something may be exempt from access: a list of data, and how a basis that was written is read."""
