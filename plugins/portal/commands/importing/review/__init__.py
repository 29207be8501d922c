"""`portal import --review`: a page on this machine alone that shows what was read, and what becomes of it."""
