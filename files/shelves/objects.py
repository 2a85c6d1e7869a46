"""The store's bytes in a bucket of an object store that speaks S3, under <folder>/<first two digits>/<digest>.

An object is put by one request: it is there whole or not at all. The server compares what arrived with the MD5 that
goes along; a server that neither keeps our SHA-256 nor says by its ETag what it holds is read back. Bytes that are read
are held to their digest by files.store, as those of a folder are.
"""

from __future__ import annotations

import base64
import errno
import hashlib
import os
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from copy import copy
from dataclasses import replace
from datetime import datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from django.core.exceptions import ImproperlyConfigured

from files.digests import checked, is_digest, place_of
from files.errors import Away
from files.shelves import bucket_address
from files.shelves.bucket_address import BucketAddress
from files.shelves.object_stream import ObjectStream

try:
    import boto3
    from botocore.config import Config
    from botocore.exceptions import BotoCoreError, ClientError
except ModuleNotFoundError as error:
    raise ImproperlyConfigured(
        "FILES_URL wants a library that is not installed: run script/setup --optional, or"
        " pip install -r requirements-optional.txt."
    ) from error

if TYPE_CHECKING:
    from botocore.client import BaseClient

CONNECT, READ = 3.0, 10.0  # seconds until a server that says nothing is given up; tried twice
_AT_ONCE = 16  # requests of one question about many files
_alone = threading.Lock()  # a session makes one client at a time
_GONE = {"NoSuchKey", "404", "NotFound"}
_FULL = {"QuotaExceeded", "XMinioStorageFull", "InsufficientCapacity", "EntityTooLarge", "XAmzQuotaExceeded"}


def at(address: str) -> Objects:
    """The bucket that FILES_URL names. Raises ImproperlyConfigured."""
    return _at(address, os.getpid())


@lru_cache(maxsize=4)
def _at(address: str, process: int) -> Objects:
    """One a process: connections that two processes hold would mix their answers."""
    return Objects(bucket_address.read(address))


class Objects:
    """A Shelf (see files/shelves/shelf.py) in a bucket; its client is for all threads of a process."""

    def __init__(self, address: BucketAddress, *, connect: float | None = None, read: float | None = None) -> None:
        self.address = address
        self._client = _client(address, connect or CONNECT, read or READ)
        self._place = place_of

    def put(self, digest: str, data: bytes) -> None:
        """Always sent anew: bytes that are there already are young again, and mended if they were damaged."""
        md5 = hashlib.md5(data, usedforsecurity=False)
        sha256 = base64.b64encode(bytes.fromhex(digest)).decode()
        with self._talking():
            answer = self._client.put_object(
                **self._named(digest),
                Body=data,
                ContentMD5=base64.b64encode(md5.digest()).decode(),
                ChecksumSHA256=sha256,
                ContentType="application/octet-stream",
            )
        if answer.get("ChecksumSHA256") == sha256 or answer.get("ETag", "").strip('"') == md5.hexdigest():
            return
        if self.read(digest) != data:
            raise OSError(errno.EIO, "the object store holds other bytes than were sent")

    def read(self, digest: str) -> bytes:
        with self._talking():
            return cast(bytes, self._client.get_object(**self._named(digest))["Body"].read())

    def size(self, digest: str) -> int:
        try:
            with self._talking():
                return int(self._client.head_object(**self._named(digest))["ContentLength"])
        except FileNotFoundError:
            self.ask()  # an answer without a body can't say that it is the bucket that is gone
            raise

    def missing(self, digests: Iterable[str]) -> set[str]:
        asked = list(dict.fromkeys(digests))
        if not asked:
            return set()
        with ThreadPoolExecutor(min(_AT_ONCE, len(asked))) as at_once:
            return {digest for digest, there in zip(asked, at_once.map(self._has, asked), strict=True) if not there}

    def stream(self, digest: str, first: int, length: int) -> BinaryIO:
        with self._talking():
            part = {} if length == 0 else {"Range": f"bytes={first}-{first + length - 1}"}
            body = self._client.get_object(**self._named(digest), **part)["Body"]
        return cast(BinaryIO, ObjectStream(body, self._talking))

    def names(self, before: datetime | None = None) -> Iterator[str]:
        """In the order of the digests, a page of a thousand a request."""
        pages = self._client.get_paginator("list_objects_v2").paginate(
            Bucket=self.address.bucket, Prefix=self.address.prefix
        )
        with self._talking():
            for page in pages:
                for entry in page.get("Contents", ()):
                    name = entry["Key"].rpartition("/")[2]
                    is_ours = is_digest(name) and entry["Key"] == self._key(name)
                    if is_ours and (before is None or entry["LastModified"] < before):
                        yield name

    def is_older(self, name: str, before: datetime) -> bool:
        """By the list, as `names`: not all servers date an object alike when they are asked for it alone."""
        with self._talking():
            found = self._client.list_objects_v2(Bucket=self.address.bucket, Prefix=self._key(name), MaxKeys=1)
        return any(entry["LastModified"] < before for entry in found.get("Contents", ()))

    def delete(self, name: str) -> None:
        with self._talking():
            self._client.delete_object(**self._named(name))

    def within(self, folder: str) -> Objects:
        """The same bucket below a folder, in which bytes lie side by side."""
        inside = copy(self)
        inside.address = replace(self.address, prefix=f"{self.address.prefix}{folder}/")
        inside._place = checked
        return inside

    def folders(self) -> Iterator[str]:
        """The names of the folders that there are."""
        prefix = self.address.prefix
        with self._talking():
            pages = self._client.get_paginator("list_objects_v2").paginate(
                Bucket=self.address.bucket, Prefix=prefix, Delimiter="/"
            )
            for page in pages:
                yield from (each["Prefix"][len(prefix) : -1] for each in page.get("CommonPrefixes", ()))

    def ask(self) -> None:
        """Whether the bucket is there and shows itself to the key that FILES_URL has. Raises Away."""
        with self._talking():
            self._client.list_objects_v2(Bucket=self.address.bucket, Prefix=self.address.prefix, MaxKeys=1)

    def _has(self, digest: str) -> bool:
        try:
            self.size(digest)
        except FileNotFoundError:
            return False
        return True

    def _key(self, digest: str) -> str:
        return self.address.prefix + self._place(digest)

    def _named(self, digest: str) -> dict[str, str]:
        return {"Bucket": self.address.bucket, "Key": self._key(digest)}

    @contextmanager
    def _talking(self) -> Iterator[None]:
        """What the library raises as what a Shelf does, which says nothing of keys."""
        try:
            yield
        except ClientError as error:
            raise _refusal(error.response, self.address) from error
        except BotoCoreError as error:
            raise Away(errno.EHOSTUNREACH, f"the object store gives no answer: {error}") from error


def trouble(address: str) -> str:
    """Why the bucket of FILES_URL can't be used just now, as a sentence for whoever keeps the portal; "" if it can.

    Raises ImproperlyConfigured.
    """
    try:
        Objects(bucket_address.read(address), connect=2, read=2).ask()
    except OSError as error:
        return str(error.strerror)
    return ""


def _refusal(response: dict[str, Any], address: BucketAddress) -> OSError:
    """The error of a Shelf for what a server answered instead of doing it."""
    code = str(response.get("Error", {}).get("Code", ""))
    status = response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    if code == "NoSuchBucket":
        return Away(errno.ENODEV, f"the object store {address.endpoint} has no bucket {address.bucket}")
    if code in _GONE:
        return FileNotFoundError(errno.ENOENT, "no such object")
    if code in _FULL or status == 507:
        return OSError(errno.ENOSPC, f"the object store {address.endpoint} takes nothing more: {code or status}")
    if status in (401, 403):
        return Away(errno.EACCES, f"the object store {address.endpoint} refuses the key of FILES_URL: {code or status}")
    return Away(errno.EREMOTEIO, f"the object store {address.endpoint} answers {code or status}")


def _client(address: BucketAddress, connect: float, read: float) -> BaseClient:
    """Path style, and no checksums that only Amazon's own servers know, so that any server will do."""
    how = Config(
        s3={"addressing_style": "path"},
        signature_version="s3v4",
        connect_timeout=connect,
        read_timeout=read,
        retries={"mode": "standard", "total_max_attempts": 2},
        max_pool_connections=2 * _AT_ONCE,
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    with _alone:
        return _session().client(
            "s3",
            endpoint_url=address.endpoint,
            region_name=address.region,
            aws_access_key_id=address.key or None,
            aws_secret_access_key=address.secret or None,
            config=how,
        )


@cache
def _session() -> boto3.Session:
    """What the library knows of S3 out of its own files, read once: it takes longer than a question to the server."""
    return boto3.Session()
