"""What was published: a list of every file of a site with its checksum, and what the site was made of and with."""
