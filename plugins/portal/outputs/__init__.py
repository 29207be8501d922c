"""What is public in other forms than pages: calendars, feeds, open data, OParl, paper.

Each module takes the context of the public portal and gives files; none sees a record that is not public.
"""
