"""Open data: each register as JSON and CSV, with its schema, made from one description of its columns.

Contact data and the names of people stand in it only where the portal asks for them (`open_data_people`).
"""
