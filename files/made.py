"""What this machine made and can make again, such as pictures of pages: no other machine asks for it."""

from django.core.cache import caches
from django.utils.connection import ConnectionProxy

cache = ConnectionProxy(caches, "made")
