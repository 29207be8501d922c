"""Views become HTML: the templates' environment, and links written from the page they stand on."""
