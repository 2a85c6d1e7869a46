"""Who comes on that day, what each does, and how long they think: the mixture.

Of a hundred people 60 are officers, 8 coordinators, 7 approvers and 24 the public; one asks for nothing but the bare
view. Officers and the public go on for as long as it lasts, coordinators and approvers take one report after the other.
"""

from __future__ import annotations

import random
import time
from typing import ClassVar

from locust import task
from locust.contrib.fasthttp import FastHttpUser
from locust.env import Environment

from benchmarks.load.people import acts
from benchmarks.load.people.browser import Browser
from benchmarks.load.people.desk import Desk
from benchmarks.load.people.requests import Failed

SHARES = {"officers": 0.60, "coordinators": 0.08, "approvers": 0.07, "public": 0.24}  # and one who asks for nothing
# Seconds from one act to the next, from and to; those within one stand in acts.py.
BROWSING = 3, 12  # what the public does from page to page
BARE_EVERY = 0.5, 1.0


class Person(FastHttpUser):
    """Somebody with a browser; what fails ends the act, and they begin the next after a moment."""

    abstract = True
    desk: ClassVar[Desk]
    host = "http://127.0.0.1"  # each request names its own

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self.chance = random.Random(self.desk.chance.random())
        self.browser = self.fresh()

    def fresh(self) -> Browser:
        """A browser without cookies, at another address."""
        self.client.cookiejar.clear()
        address = ".".join(str(self.chance.randrange(1, 255)) for _ in range(4))
        hosts = list(self.desk.world.hosts)
        self.chance.shuffle(hosts)
        return Browser(self.client, hosts, address, self.desk.note)

    def think(self, seconds: tuple[float, float]) -> None:
        time.sleep(self.chance.uniform(*seconds) * self.desk.world.pace)

    @task
    def go_on(self) -> None:
        try:
            self.act()
        except Failed as failed:
            self.desk.failed(failed)
            self.think(BROWSING)

    def act(self) -> None:
        raise NotImplementedError


class Officer(Person):
    """Saves what was done of one of their measures, then of the next; signed in once."""

    def on_start(self) -> None:
        self.slug, self.username, self.measures = self.desk.take_duty()
        self.signed_in = False

    def act(self) -> None:
        self.think(acts.READING)
        if not self.signed_in:
            acts.sign_in(self.browser, self.desk, self.username)
            self.signed_in = True
        acts.save(self.browser, self.desk, self.slug, self.chance.choice(self.measures), self.think)


class Coordinator(Person):
    """Submits a report, of one agency after the other, and publishes those that were signed meanwhile."""

    def act(self) -> None:
        self.think(acts.CHECKING)
        self.browser = self.fresh()
        if report := self.desk.next_signed():
            acts.publish(self.browser, self.desk, report, self.think)
        elif report := self.desk.next_report():
            acts.submit(self.browser, self.desk, report, self.think)


class Approver(Person):
    """Signs what was submitted."""

    def act(self) -> None:
        self.think(acts.READING)
        if report := self.desk.next_submitted():
            self.browser = self.fresh()
            acts.approve(self.browser, self.desk, report, self.think)


class Public(Person):
    """Looks for a report, reads it, asks whether it is genuine."""

    def act(self) -> None:
        self.browser = self.fresh()
        for each in self.chance.choices((acts.look, acts.read, acts.verify), (5, 3, 1), k=3):
            each(self.browser, self.desk, self.chance)
            self.think(BROWSING)


class Nobody(Person):
    """Asks for the view that does nothing."""

    def act(self) -> None:
        self.think(BARE_EVERY)
        acts.ask_for_nothing(self.browser)


def counted(desk: Desk) -> dict[type[Person], int]:
    """How many of each come, as far as there is work for them."""
    wanted = {name: round(share * desk.world.people) for name, share in SHARES.items()}
    work = len(desk.world.reports)
    return {
        Officer: min(wanted["officers"], len(desk.world.duties)),
        Coordinator: min(max(1, wanted["coordinators"]), work),
        Approver: min(max(1, wanted["approvers"]), work),
        Public: max(1, wanted["public"]),
        Nobody: 1,
    }
