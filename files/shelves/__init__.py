"""Where the bytes of the store lie: a folder of this machine, or a bucket of an object store."""
