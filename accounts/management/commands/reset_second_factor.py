"""For the keeper of the installation: an administrator who lost both telephone and recovery codes gets back in."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.services.account import forget_factor
from audit import chain


class Command(BaseCommand):
    help = "Takes the second factor off an account and ends its sessions; the person sets up a new one at sign-in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    @transaction.atomic
    def handle(self, *args: Any, username: str, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        user = User.objects.filter(username__iexact=username).first()
        if user is None:
            raise CommandError(f"Nobody is called {username}.")
        forget_factor(user, timezone.now())
        chain.record("user.second_factor_reset", actor=None, agency=None, subject=f"user:{user.pk}")
        self.stdout.write(f"{user.username} signs in with the password alone, and sets up a new second factor then.")
