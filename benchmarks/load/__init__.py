"""The last day of September: officers save, coordinators submit, approvers sign, the public reads, all at once.

    .venv/bin/python -m benchmarks.load [AGENCIES] [--people N] [--seconds N] [--pace X] [--seed N] [--kill] [--docs]

Makes a PostgreSQL of its own, loads so many agencies (300 unless told; 3 and 8,300 are the others that are told of),
starts two web machines, a worker and a signer as deploy/container begins them, and has Locust send people to them: they
sign in, open pages, and post the very forms that these hold. Half of the agencies, 400 at the most, have a report that
can be submitted; in the others officers save. Who does what, how often, and how long they think stands in `people/`;
--pace 2 has everybody think twice as long.

With --docs the tables of machines in docs/administration.md and its Thai brother are written anew from what was found.

First each act is done alone, again and again: seconds of the processor, of the portal and of the database, beside those
of a view that does nothing (/health/live). Then all at once: p50 and p95 of each page beside those of that view in the
same minutes. At the end each save that was answered is looked for in the database, each submission must be there once
and each approval be signed once by a signature that holds, and the log must be whole. Without --kill no request may
fail. The status is 1 where anything of this is otherwise.

With --kill one web machine is killed in the middle and started again, and PostgreSQL restarted twice, once as if its
machine had lost power. Requests of these seconds may fail, each with a page that says so or with none; what was
answered is there all the same, and the portal goes on by itself within `RECOVERY` seconds of benchmarks/goals.py.
"""
