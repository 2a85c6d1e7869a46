"""Databases and files as earlier versions left them, brought up to this one.

`python -m tests.upgrades.keep_release` keeps those of the version at hand, once, when it is released.
"""
