"""What anyone's, an overseer's and the log's pages cost in a small country and in a large one: processor and queries.

    .venv/bin/python -m benchmarks.public SMALL_DATABASE_URL LARGE_DATABASE_URL [LOOKS]        (40 looks unless told)

Both databases are PostgreSQL's on this machine, loaded by benchmarks.country (with 300 and 8,300 agencies, say). Each
look asks for another agency's page or another word. Time is the processor's, that of the portal and of the database's
process together; both countries are looked at in turns of one run, so that what else the machine does weighs on both.
The goal is that p95 grows 1.2 times at most, or by 5 ms. Of a province the small country has but a few rows and the
large one a whole page: those two grow with what they show. The status is 1 where a page misses its goal.
"""

from __future__ import annotations

import gc
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from benchmarks.figures import Figure
from benchmarks.goals import GROWTH, NOISE

ROUNDS = 4  # of turns; their looks are counted together
DEPARTMENTS = 12  # of benchmarks.country: whoever oversees all of them oversees the country


class Asked(Protocol):
    """A browser, or what takes its place: it does something and answers."""

    def get(self, path: str, /) -> Any: ...  # noqa: ANN401 - a response of the test client


Page = tuple[Asked, Callable[[int], str]]


def looked_at(
    urls: Sequence[str], looks: int, module: str = "benchmarks.public"
) -> dict[str, dict[str, list[tuple[float, int]]]]:
    """Seconds and queries of each look at each page of the databases, in turns; the module measures one of them."""
    spent: dict[str, dict[str, list[tuple[float, int]]]] = {url: {} for url in urls}
    for _ in range(ROUNDS):
        for url in urls:
            told = subprocess.run(
                [sys.executable, "-m", module, "--measure", str(max(looks // ROUNDS, 1))],
                env={**os.environ, "DATABASE_URL": url, "CACHE_URL": "locmemcache://"},
                check=True,
                stdout=subprocess.PIPE,
            )
            for name, found in json.loads(told.stdout).items():
                spent[url].setdefault(name, []).extend(found)
    return spent


def figures(small: str, large: str, looks: int) -> list[Figure]:
    """How much each page grows."""
    found, spent = [], looked_at((small, large), looks)
    for name in spent[small]:
        few, many = (spread_of(spent[url][name])[1] for url in (small, large))
        goal, seen = f"at most {GROWTH:g} or {NOISE:g} ms", f"{many / few:.2f} ({few:.1f} to {many:.1f} ms)"
        is_well = many / few <= GROWTH or many - few <= NOISE
        found.append(Figure(f"p95 of {name}, from the small country to the large", goal, seen, is_well))
    return found


def compare(small: str, large: str, looks: int) -> int:
    """Prints each page's figures in both. Returns how many pages grow more than they may."""
    spent = looked_at((small, large), looks)
    print(f"{'':28}{'queries':>12}{'small p50':>12}{'p95':>8}{'large p50':>12}{'p95':>8} ms{'p95 grows':>12}")
    missed = 0
    for name in spent[small]:
        few, many = (spread_of(spent[url][name]) for url in (small, large))
        growth = many[1] / few[1]
        is_over = growth > GROWTH and many[1] - few[1] > NOISE
        missed += is_over
        queries = f"{few[2]} / {many[2]}"
        print(f"{name:28}{queries:>12}{few[0]:12.1f}{few[1]:8.1f}{many[0]:12.1f}{many[1]:8.1f}{growth:15.2f}", end="")
        print("  OVER" if is_over else "")
    print(f"\n{missed} pages grow more than {GROWTH} times" if missed else f"\nno page grows more than {GROWTH} times")
    return missed


def spread_of(found: list[tuple[float, int]]) -> tuple[float, float, int]:
    """Half of the looks take less than the first, and 19 of 20 than the second, in milliseconds; most queries."""
    times = sorted(1000 * seconds for seconds, _ in found)
    return statistics.median(times), times[int(0.95 * (len(times) - 1))], max(queries for _, queries in found)


def measure(looks: int, pages: Mapping[str, Page]) -> dict[str, list[tuple[float, int]]]:
    """Seconds and queries of each look at each page of the configured database."""
    from django.db import connection  # noqa: PLC0415 - once Django is set up
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    found: dict[str, list[tuple[float, int]]] = {}
    gc.collect()
    gc.freeze()  # what the measuring itself holds is not gone through in the middle of a look
    for name, (client, url) in pages.items():
        client.get(url(0))  # what is kept for a while is kept from here on
        gc.collect()  # else a walk through all objects, 40 ms, falls on whichever page is looked at just then
        for number in range(1, looks + 1):
            begun = _seconds()
            with CaptureQueriesContext(connection) as captured:
                answer = client.get(url(number))
                _ = b"".join(answer.streaming_content) if answer.streaming else answer.content
            assert answer.status_code == 200, (url(number), answer.status_code)
            found.setdefault(name, []).append((_seconds() - begun, len(captured)))
    return found


def _seconds() -> float:
    """Of the processor, for this process and the database's that serves it."""
    from django.db import connection  # noqa: PLC0415 - once Django is set up

    connection.ensure_connection()
    backend = connection.connection.info.backend_pid
    return time.process_time() + int(Path(f"/proc/{backend}/schedstat").read_text().split()[0]) / 1e9


def _pages() -> dict[str, Page]:
    from django.db.models import Max, Min  # noqa: PLC0415 - once Django is set up
    from django.test import Client  # noqa: PLC0415

    from accounts.models import Agency, User  # noqa: PLC0415
    from reports.models import Publication  # noqa: PLC0415
    from tests.factories import an_overseer  # noqa: PLC0415

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    anyone = Client()
    agencies = Agency.objects.filter(slug__startswith="agency-").count()
    span = Publication.objects.aggregate(first=Min("pk"), last=Max("pk"))

    def some(number: int, most: int) -> int:
        return (number * 7919 + 13) % most

    def publication(number: int) -> int:
        return span["first"] + some(number, span["last"] - span["first"])  # type: ignore[no-any-return]  # loaded, so not None

    codes = dict(Publication.objects.values_list("pk", "round__code"))
    country = User.objects.filter(username="country").first() or an_overseer("country", department="กรมที่ 1")
    for number in range(2, DEPARTMENTS + 1):
        country.reaches.get_or_create(department=f"กรมที่ {number}")
    province = User.objects.filter(username="province").first() or an_overseer("province", province="จังหวัดที่ 1")
    keeper = signed_in(User.objects.get(username="administrator4-1"))
    return {
        "public list": (anyone, lambda n: "/r/"),
        "public list, further on": (anyone, lambda n: f"/r/?after={publication(n)}"),
        "of a year": (anyone, lambda n: f"/r/?year={2562 + n % 4}"),
        "of a province": (anyone, lambda n: f"/r/?province=จังหวัดที่ {n % 70 + 1}"),
        "of an agency": (anyone, lambda n: f"/r/?agency=agency-{some(n, agencies)}"),
        "word of all": (anyone, lambda n: f"/r/?q={('โปร่งใส', 'ประชาชน', 'งบประมาณ')[n % 3]}"),
        "word of all, further on": (anyone, lambda n: f"/r/?q=โปร่งใส&after={publication(n)}"),
        "rare words": (anyone, lambda n: f"/r/?q=องค์การบริหารส่วนตำบลที่ {some(n, agencies) + 1:03}"),
        "word of none": (anyone, lambda n: f"/r/?q=สวนสัตว์น้ำ{n}ครอบครอง"),
        "sitemap": (anyone, lambda n: "/sitemap.xml"),
        "part of the sitemap": (anyone, lambda n: "/sitemap-1.xml"),
        "a report": (anyone, lambda n: f"/r/{codes.get(publication(n)) or next(iter(codes.values()))}/"),
        "overseer of the country": (signed_in(country), lambda n: f"/overview/?year=2565&page={n % 3 + 1}"),
        "the same, the latest first": (signed_in(country), lambda n: "/overview/?year=2566&sort=late&late=1"),
        "overseer of a province": (signed_in(province), lambda n: "/overview/?year=2566"),
        "log": (keeper, lambda n: "/a/agency-1/log/"),
        "log, a word": (keeper, lambda n: f"/a/agency-1/log/?q=E{n % 14}"),
        "log as a file": (keeper, lambda n: "/a/agency-1/log/export.csv"),
    }


def set_up() -> None:
    """Django as in production, asked by its own client."""
    import django  # noqa: PLC0415 - beside its use
    from django.conf import settings  # noqa: PLC0415

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ita_portal.settings")
    os.environ.setdefault("DEBUG", "1")
    django.setup()
    settings.ALLOWED_HOSTS, settings.DEBUG = ["testserver"], False


def main(words: list[str]) -> int:
    """What the command line asks for."""
    if words[:1] != ["--measure"]:
        return int(bool(compare(words[0], words[1], int(words[2]) if len(words) > 2 else 40)))
    set_up()
    from reports.verification import throttle  # noqa: PLC0415 - once Django is set up

    throttle.SEARCHES = throttle.Rate("search", most=10**9, seconds=60)
    print(json.dumps(measure(int(words[1]), _pages())))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
