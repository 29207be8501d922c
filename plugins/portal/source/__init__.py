"""Files to records: what lies in the folders of a portal, or lay there in a commit, read and parsed line by line."""
