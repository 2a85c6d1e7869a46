# How the C library is to keep memory, for whoever starts the portal: read by script/server and deploy/container.
#
# Memory that one thread gave back serves the others too, at once: Python runs one of them at a time anyway.
export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-1}" GLIBC_TUNABLES="${GLIBC_TUNABLES:-glibc.malloc.tcache_count=0}"
# What a large page took goes back to the machine; glibc would keep ever more of it, having seen one.
export MALLOC_TRIM_THRESHOLD_="${MALLOC_TRIM_THRESHOLD_:-131072}" MALLOC_MMAP_THRESHOLD_="${MALLOC_MMAP_THRESHOLD_:-131072}"
