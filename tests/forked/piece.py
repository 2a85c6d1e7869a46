"""A piece of work: what it was sent, after the numbers of its process and of the one that it was forked from."""

import os
import sys
import time


def main() -> None:
    sent = sys.stdin.read()
    if sent == "break":
        raise SystemExit(1)
    if sent == "stay":
        time.sleep(600)
    if sent == "how nice":
        sent = str(os.nice(0))
    sys.stdout.write(f"{os.getpid()} {os.getppid()} {sent}")
