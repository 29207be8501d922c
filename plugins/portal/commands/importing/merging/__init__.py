"""A document put into a record that is there: what the record lacks comes in, what it has stays byte for byte."""
