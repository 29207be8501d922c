"""Files of every kind become one document: blocks in the order of reading, each with its place and its look."""
