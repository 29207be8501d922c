"""The search: an index of the finished pages, made by Pagefind at build time and read in the reader's browser."""
