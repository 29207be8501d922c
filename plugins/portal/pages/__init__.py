"""The pages: what each shows (`views`), and how that becomes HTML (`rendering`)."""
