"""Machines for an office, a province and the country, on paper: what a run measured times what is assumed here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks.country import Country
from benchmarks.load import names
from benchmarks.load.measured import Cost, Measured
from benchmarks.load.portal.machines import ROOT

PLACES = {
    1: ("one office", "หน่วยงานเดียว"),
    110: ("a province", "จังหวัด"),
    8300: ("the country", "ทั้งประเทศ"),
}  # by agencies

# What is assumed of an agency and its last day.
MEASURES = 60
SAVES = 6  # of a measure in a year: actions, outcomes, corrections
SAVES_ON_THE_DAY = 0.20  # of a year's saves
BUSIEST_HOUR = 0.25  # of that day's work
PEOPLE = 5  # of an agency who sign in that day, twice each
REPORTS_ON_THE_DAY = 0.30  # of the agencies submit, approve and publish
READERS = 40  # who look at an agency's reports that day: list or search, a page, a PDF; one in ten verifies a code
PHOTOGRAPHS = 24  # of a year's report
PHOTOGRAPH = 1.2e6  # bytes as it is kept, with its small copy
HALF = 0.5  # of a processor in the busiest hour: the rest is for what comes at once, and for a machine that fails
BACKUP = 2.0  # times the files: those that are kept and those of the backups, which share what did not change


@dataclass(frozen=True)
class Needs:
    """Of one place."""

    measured: Measured
    agencies: int

    @property
    def an_hour(self) -> dict[str, float]:
        """How often each act is done in the busiest hour."""
        day = {
            names.SAVE: MEASURES * SAVES * SAVES_ON_THE_DAY,
            names.SIGN_IN: 2.0 * PEOPLE,
            names.SUBMIT: REPORTS_ON_THE_DAY,
            names.APPROVE: REPORTS_ON_THE_DAY,
            names.PUBLISH: REPORTS_ON_THE_DAY,
            names.LIST: READERS / 2,
            names.SEARCH: READERS / 2,
            names.READ: float(READERS),
            names.PDF: float(READERS),
            names.CODE: READERS / 10,
        }
        return {name: self.agencies * BUSIEST_HOUR * times for name, times in day.items()}

    def _sum(self, of: Callable[[Cost], float]) -> float:
        """A second, in the busiest hour."""
        return sum(times * of(self.measured.costs[name]) for name, times in self.an_hour.items()) / 3600

    def cores(self, kind: str) -> float:
        """Of machines of that kind, at the share of them that may be taken."""
        return self._sum(lambda cost: float(getattr(cost, kind))) / HALF

    @property
    def requests(self) -> float:
        return self._sum(lambda cost: cost.requests)

    @property
    def megabits(self) -> float:
        return self._sum(lambda cost: cost.bytes) * 8 / 1e6

    @property
    def database(self) -> float:
        """Bytes a year."""
        return self.measured.database * MEASURES / Country(1).measures * self.agencies

    @property
    def files(self) -> float:
        """Bytes a year, once."""
        return self.agencies * (self.measured.files + PHOTOGRAPHS * PHOTOGRAPH)

    @property
    def processes(self) -> int:
        """That serve pages: one a core, two at the least."""
        return max(2, round(self.cores("web") + 0.5))

    @property
    def memory(self) -> float:
        """GiB of the machines that serve and work; a web process of the run was one of two."""
        held = self.measured.memory
        return (self.processes * held["web"] / 2 + held["worker"] + held["signer"]) / 1024


def lines(measured: Measured) -> Iterator[str]:
    """Both tables of both guides."""
    for language in _GUIDES.values():
        yield from (*machines(measured, language), "", *acts(measured, language), "")


def write(measured: Measured) -> None:
    """Puts the tables into the guides, in place of those that stand there."""
    for name, language in _GUIDES.items():
        path = ROOT / "docs" / name
        text = path.read_text()
        for mark, table in (("machines", machines), ("acts", acts)):
            begin, end = f"<!-- {mark} -->\n", f"<!-- end of {mark} -->"
            before, _, rest = text.partition(begin)
            after = rest.partition(end)[2]
            text = before + begin + "\n".join(table(measured, language)) + f"\n{end}" + after
        path.write_text(text)


def machines(measured: Measured, language: int) -> Iterator[str]:
    """What each place wants."""
    needs = [Needs(measured, agencies) for agencies in PLACES]
    yield f"| {_HEADS[language]} | {' | '.join(each[language] for each in PLACES.values())} |"
    yield "|---|" + "---:|" * len(PLACES)
    for words, told in _ROWS:
        yield f"| {words[language]} | {' | '.join(map(told, needs))} |"


def acts(measured: Measured, language: int) -> Iterator[str]:
    """What each act takes."""
    yield _ACTS[language]
    yield "|---|---:|---:|---:|---:|"
    bare = measured.costs[names.BARE].cpu
    for name, cost in measured.costs.items():
        times = f"{cost.cpu / bare:,.0f} | {1000 * cost.cpu:,.0f} | {cost.requests:.0f} | {cost.bytes / 1000:,.0f}"
        yield f"| {(name, names.THAI[name])[language]} | {times} |"


def _short(number: float) -> str:
    """Two digits at the least, and none of what is next to nothing."""
    if number < _NOTHING:
        return f"< {_NOTHING}"
    return f"{number:,.0f}" if number >= 10 else f"{number:.2g}"


_NOTHING = 0.01
_GUIDES = {"administration.md": 0, "administration.th.md": 1}  # by the place of their language
_HEADS = (
    f"in the busiest hour, processors at most {HALF:.0%} taken",
    f"ในชั่วโมงที่มีงานมากที่สุด โดยใช้หน่วยประมวลผลไม่เกินร้อยละ {100 * HALF:.0f}",
)
_ACTS = (
    "| act | times a view that does nothing | ms of CPU | requests | kB |",
    "| งานหนึ่งครั้ง | เท่าของหน้าที่ไม่ทำอะไร | มิลลิวินาทีของหน่วยประมวลผล | คำขอ | กิโลไบต์ |",
)
_ROWS: tuple[tuple[tuple[str, str], Callable[[Needs], str]], ...] = (
    (("agencies", "หน่วยงาน"), lambda each: f"{each.agencies:,}"),
    (("saves in that hour", "การบันทึกในชั่วโมงนั้น"), lambda each: f"{each.an_hour[names.SAVE]:,.0f}"),
    (("requests a second", "คำขอต่อวินาที"), lambda each: _short(each.requests)),
    (("cores for pages", "แกนประมวลผลสำหรับหน้าเว็บ"), lambda each: _short(each.cores("web"))),
    (("cores for PostgreSQL", "แกนประมวลผลสำหรับ PostgreSQL"), lambda each: _short(each.cores("database"))),
    (
        ("cores for work and signatures", "แกนประมวลผลสำหรับงานเบื้องหลังและลายมือชื่อ"),
        lambda each: _short(each.cores("worker") + each.cores("signer")),
    ),
    (("processes that serve pages", "โพรเซสที่ให้บริการหน้าเว็บ"), lambda each: f"{each.processes:,}"),
    (
        ("memory of all processes, GiB", "หน่วยความจำของทุกโพรเซส (GiB)"),
        lambda each: f"{each.memory:,.1f}" if each.agencies > 1 else "–",  # benchmarks.memory measures an office's
    ),
    (("to the network, Mbit/s", "ส่งออกเครือข่าย (Mbit/s)"), lambda each: _short(each.megabits)),
    (("database a year, GB", "ฐานข้อมูลต่อปี (GB)"), lambda each: _short(each.database / 1e9)),
    (("files a year, GB", "ไฟล์ต่อปี (GB)"), lambda each: _short(each.files / 1e9)),
    (
        ("files a year and their backups, GB", "ไฟล์ต่อปีรวมสำเนาสำรอง (GB)"),
        lambda each: _short(BACKUP * each.files / 1e9),
    ),
)
