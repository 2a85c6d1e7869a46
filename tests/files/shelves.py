"""A real object store for tests, and how both kinds of shelves are damaged: rclone serves a folder as buckets."""

from __future__ import annotations

import contextlib
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from files import store
from files.shelves import bucket_address
from files.shelves.folder import Folder
from files.shelves.objects import Objects

KEY, SECRET = secrets.token_hex(10).upper(), secrets.token_hex(20)
RCLONE = Path(sys.executable).parent / "rclone"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class ObjectServer:
    """`rclone serve s3` on a folder of its own; each folder in it is a bucket."""

    root: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.root.mkdir(exist_ok=True)
        command = [str(RCLONE), "serve", "s3", str(self.root), "--addr", f"127.0.0.1:{self.port}"]
        command += ["--auth-key", f"{KEY},{SECRET}", "--config", os.devnull]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 30
        while time.monotonic() < until:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.05)
        raise TimeoutError("rclone serve s3 did not begin")

    def stop(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def bucket(self, name: str = "") -> str:
        """A new bucket, as FILES_URL names it."""
        name = name or f"bucket-{secrets.token_hex(4)}"
        address = self.address(name)
        Objects(bucket_address.read(address))._client.create_bucket(Bucket=name)
        return address

    def address(self, bucket: str, *, key: str = KEY, secret: str = SECRET) -> str:
        return f"s3+http://{key}:{secret}@127.0.0.1:{self.port}/{bucket}/kept?region=th-1"


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[ObjectServer]:
    server = ObjectServer(folder, free_port())
    server.start()
    try:
        yield server
    finally:
        server.stop()


class OnDisk:
    """Harm to the files of this machine's folder."""

    def write(self, digest: str, data: bytes) -> None:
        store.path_of(digest).write_bytes(data)

    def remove(self, digest: str) -> None:
        store.path_of(digest).unlink()

    def put_at(self, digest: str, when: datetime) -> None:
        os.utime(store.path_of(digest), (when.timestamp(), when.timestamp()))

    def listed(self) -> list[str]:
        return sorted(Folder(store.folder()).names())


class InBucket:
    """Harm to the objects of a bucket, by whoever else has its key."""

    def __init__(self, address: str) -> None:
        self._shelf = Objects(bucket_address.read(address))

    def write(self, digest: str, data: bytes) -> None:
        self._shelf._client.put_object(**self._shelf._named(digest), Body=data)

    def remove(self, digest: str) -> None:
        self._shelf.delete(digest)

    def put_at(self, digest: str, when: datetime) -> None:
        """rclone takes the time from where rclone itself keeps it in buckets."""
        data = self._shelf.read(digest)
        at = {"mtime": str(when.timestamp())}
        self._shelf._client.put_object(**self._shelf._named(digest), Body=data, Metadata=at)

    def listed(self) -> list[str]:
        return sorted(self._shelf.names())
