"""The tests that are long by nature: `script/test` leaves them out, `script/test --all` and CI run them.

Whole modules, each with the reason; nothing else can mark a test as long.
"""

import pytest

LONG = {
    "tests/backups/test_interrupted.py": "backups are killed, and disks made to be filled",
    "tests/backups/test_moving.py": "every table goes from one database to another, ten times",
    "tests/backups/test_office_moves.py": "a demonstration goes to another database and an object store, and back",
    "tests/browser/test_journey_loop.py": "a year is gone through whole, with three signed documents",
    "tests/browser/test_journey_machines.py": "two web machines, a worker and a signer are started twice",
    "tests/browser/test_journey_review_other_ways.py": "the road of a report is gone twice more by four people",
    "tests/browser/test_long_words.py": "every page and every answer to a form is drawn full of long words",
    "tests/document/test_reader_fuzz.py": "readers get any bytes, and files made to cost time",
    "tests/evidence/test_upload_soak.py": "server and worker are killed while files are sent",
    "tests/house/test_hostile_requests.py": "every parameter of every address gets every kind of nonsense",
    "tests/house/test_load.py": "people come to two web machines whose PostgreSQL is restarted under them",
    "tests/house/test_machines_soak.py": "four machines are killed in turn, and two backups restored",
    "tests/house/test_several_machines.py": "two web machines, a worker and a signer are started",
    "tests/notices/test_kills.py": "two workers are killed six times, and followed when their leases are over",
    "tests/notices/test_worker.py": "workers are started and killed",
    "tests/pades/test_bit_flips.py": "a signed file is examined with each of two hundred bits flipped",
    "tests/paper/test_archive_verapdf.py": "veraPDF reads every form of the report at every level of signature",
    "tests/paper/textlayer/test_dictionary.py": "thousands of words of a dictionary are set and read back",
    "tests/reports/formats/test_any_document.py": "any document goes through every format, each in a process",
    "tests/reports/review/test_workflow_lost_roles.py": "each combination of people who leave is walked",
    "tests/reports/review/test_workflow_matrix.py": "every person tries every move in every state",
    "tests/reports/review/test_workflow_offices.py": "offices of two people with every set of roles walk to the end",
    "tests/reports/review/test_workflow_pages.py": "every person opens every page and posts every move in every state",
    "tests/reports/review/test_workflow_soak.py": "server and worker are killed at fifteen moments",
    "tests/reports/verification/test_verify_forgeries.py": "each of sixty forgeries is sent to page and command",
    "tests/thai/test_huge_text.py": "every reader gets many texts of 100,000 characters",
    "tests/upgrades/test_kept_releases.py": "each release is restored, brought up, verified and moved",
    "tests/upgrades/test_side_by_side.py": "each release is started beside this version",
    "tests/upgrades/test_two_versions.py": "each release serves beside this version, twice",
}
# Long together, though each of their tests is short: PostgreSQL's run takes those that send what no other does.
MANY_SHORT = (
    "tests/notices/test_worker.py",
    "tests/reports/review/test_workflow_matrix.py",
    "tests/reports/review/test_workflow_pages.py",
)
# Few tests that take long: a core that began them last would leave the other idle.
BEGIN_WITH = (
    *LONG,
    "tests/house/test_demonstration.py",
    "tests/house/test_no_skips.py",
    "tests/paper/test_panel.py",
    "tests/paper/test_seed_pdf.py",
    "tests/paper/textlayer/test_form.py",
    "tests/reports/formats/test_reader_pdf.py",
    "tests/reports/formats/test_signed_round_trip.py",
    "tests/reports/publication/test_bundle.py",
    "tests/reports/publication/test_witness.py",
)
LEFT_OUT = "not long"  # what script/test gives as -m


def mark(items: list[pytest.Item]) -> None:
    for item in items:
        if _module(item) in LONG:
            item.add_marker("long")


def is_dear(item: pytest.Item) -> bool:
    """Whether one such test costs more than it tells of a database: a browser's, and the long ones but for some."""
    is_long = item.get_closest_marker("long") and _module(item) not in MANY_SHORT
    return bool(item.get_closest_marker("browser") or is_long)


def _module(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[0]


def said_of(chosen: str) -> list[str]:
    """The lines at the head of a run that leaves them out."""
    if chosen != LEFT_OUT:
        return []
    return ["left out, and run by script/test --all:", *(f"  {module}: {reason}" for module, reason in LONG.items())]
