"""For whoever has the server: who keeps the lists of items that serve every agency, in the browser."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from accounts.services import operator


class Command(BaseCommand):
    help = "Makes a person the operator of the installation, who keeps its lists of items; --not takes that away."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--not", dest="ends", action="store_true", help="the person is the operator no longer")

    def handle(self, *args: Any, username: str, ends: bool, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        user = User.objects.filter(username__iexact=username, is_active=True).first()
        if user is None:
            raise CommandError(f"Nobody who can sign in is called {username}.")
        changed = operator.dismiss(user) if ends else operator.appoint(user)
        state = "keeps the installation no longer" if ends else "now keeps the installation, at /catalogue/"
        self.stdout.write(f"{user.username} {state}." if changed else f"Nothing changed: {user.username} {state}.")
