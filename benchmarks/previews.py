"""How long a plain page takes while eight people have reports laid out, beside the same page alone.

    python -m benchmarks.previews [REQUESTS]

Sets up the demonstration in a folder of its own and starts one process of gunicorn as in production. Eight then ask
for the draft's PDF again and again, which is laid out anew each time; who is told to wait asks again after a second.
Ends with status 1 where the plain page's 95th percentile is more than twice that of the page alone.
"""

from __future__ import annotations

import http.client
import os
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter

from benchmarks import download
from benchmarks.goals import BESIDE_PREVIEWS
from benchmarks.own_portal import in_production

MOST = BESIDE_PREVIEWS
PEOPLE = 8
HOME, PDF = "/a/{}/{}/", "/a/{}/{}/report/report.pdf"


def main(requests: int = 100) -> None:
    with tempfile.TemporaryDirectory(prefix="previews-") as folder:
        os.environ |= in_production(folder, WEB_CONCURRENCY="1")
        cookie, home, pdf = prepare()
        with download.served() as port:
            seconds(port, home, cookie, 10)  # the first have modules to load
            seconds(port, pdf, cookie, 1)
            rounds = [compare(port, home, pdf, cookie, requests // 5) for _ in range(5)]
    ratio = statistics.median(rounds)
    print(f"95th percentile beside {PEOPLE} reports by that alone, the middle of five: {ratio:.2f} (at most {MOST})")
    if ratio > MOST:
        sys.exit(1)


def prepare() -> tuple[str, str, str]:
    """The cookie of a coordinator, the page that they see first, and the PDF of their draft."""
    import django  # noqa: PLC0415 - reads the environment set above

    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from accounts.models import Membership  # noqa: PLC0415 - models can be imported once Django is set up
    from accounts.permissions import Role  # noqa: PLC0415
    from ita_portal.demo import agency  # noqa: PLC0415
    from measures.models import Plan  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    agency.seed()
    plan = Plan.objects.latest("year")
    person = Membership.objects.filter(agency=plan.agency, role=Role.COORDINATOR).first()
    assert person is not None
    client = Client()
    client.force_login(person.user)
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    return cookie, HOME.format(plan.agency.slug, plan.year), PDF.format(plan.agency.slug, plan.year)


def compare(port: int, home: str, pdf: str, cookie: str, requests: int) -> float:
    """The page's 95th percentile while others have reports laid out, by that without them."""
    alone = percentile(seconds(port, home, cookie, requests))
    over, came = threading.Event(), Counter[int]()

    def look() -> None:
        while not over.is_set():
            status, _ = ask(port, pdf, cookie)
            came[status] += 1
            if status != 200:
                over.wait(1)

    people = [threading.Thread(target=look) for _ in range(PEOPLE)]
    for each in people:
        each.start()
    time.sleep(1)
    beside = percentile(seconds(port, home, cookie, requests))
    over.set()
    for each in people:
        each.join()
    print(f"  alone {alone * 1000:6.0f} ms, beside {beside * 1000:6.0f} ms; reports {dict(came)}")
    if came.keys() - {200, 503} or not came[200]:
        sys.exit("reports were not laid out")
    return beside / alone


def seconds(port: int, path: str, cookie: str, requests: int) -> list[float]:
    """How long each took, one after the other."""
    taken = []
    for _ in range(requests):
        start = time.perf_counter()
        status, _ = ask(port, path, cookie)
        taken.append(time.perf_counter() - start)
        if status != 200:
            sys.exit(f"{path}: {status}")
    return taken


def percentile(taken: list[float]) -> float:
    return statistics.quantiles(taken, n=20)[-1]


def ask(port: int, path: str, cookie: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request("GET", path, headers={"Cookie": cookie})
    answer = connection.getresponse()
    found = answer.status, answer.read()
    connection.close()
    return found


if __name__ == "__main__":
    main(*(int(each) for each in sys.argv[1:2]))
