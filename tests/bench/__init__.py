"""Speed, memory and size, measured beside other programs on the very same pages; what the import finds; quality."""
