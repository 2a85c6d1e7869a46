"""What a night costs in a country: without news, and with news in five of a hundred agencies.

    DATABASE_URL=... .venv/bin/python -m benchmarks.nights

On a database that benchmarks.country loaded, in which it writes notices and letters and moves some days. Counts
statements, and seconds of CPU of this process and of PostgreSQL's for it; letters go to a mail server of its own on
loopback. Beside them what one look at every agency costs, reckoned from a hundred of them: the way of old. It ends with
status 1 where a letter came twice or a goal is missed.
"""
