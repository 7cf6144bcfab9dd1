"""
A resident process that keeps the engines running, and hands each `carousel render` of the same user to them.

`client` stands in front of every render, so it and what it imports (`place`) import next to nothing. `server`
is the resident process; `starting` starts and stops it. Knows sockets, and what two processes must share for
one to stand in for the other; what a command does is given to it.
"""
