"""The press: reports are laid out in processes beside those that answer people, a few at once, each within bounds.

The document is the portal's own; what it costs is the writer's. A process that is forked for one report gives all its
memory back, and a long report holds up nobody who only reads.
"""
