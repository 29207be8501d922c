"""What is new, by e-mail to those who asked for it: a job that runs and ends, no server, and each change once to each.

`subscribers` reads the list, `digests` makes a message of what somebody follows, `state` keeps what was sent, `post`
hands a message to a mail server, `command` goes through it all.
"""
