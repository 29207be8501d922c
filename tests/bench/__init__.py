"""Speed and memory, measured: our site against plain mkdocs-material on the very same Markdown files."""
