"""What is public, on paper: the notice and the minutes of each meeting, each case with all its papers,
each agreement and each plan, as PDF.

The way of a paper: `meeting`, `case` and `undertakings` gather its words from the public portal,
as a tree of blocks (`tree`, `wording`, `blocks`, `tables`); `press` prints the tree with typst and
keeps what it printed in a `Cache`; `enclosures` joins a case's paper with its PDF
attachments. No word of a record is ever read as typst's own language.
"""
