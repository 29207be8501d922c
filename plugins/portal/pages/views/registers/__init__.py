"""The registers: lists of everything of one kind, each complete without a script. A module each."""
