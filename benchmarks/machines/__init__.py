"""A portal on several machines, whose machines die while people work and while it is backed up: script/soak --machines.

Two web machines behind a proxy that hands each request to the other, a worker, and a signer that alone has keys, each
with a folder of its own, on one database and one object store. Officers write, send evidence in pieces, submit,
approve, publish and verify over HTTP, while one machine after the other is killed by SIGKILL in the middle of its work
and begun again. What was acknowledged must be there, once. A backup is made meanwhile and restored elsewhere: another
database, another bucket, another folder. At the end everything is backed up once more and restored, and what is there
must be what was: each table, the event log, each file, each verdict.
"""
