"""The tests that are long by nature: `script/test` leaves them out, `script/test --all` and CI run them.

Whole modules, each with the reason; nothing else can mark a test as long.
"""

import pytest

LONG = {
    "tests/backups/test_backup_and_restore.py": "portals are saved, broken and put back, each a folder of its own",
    "tests/backups/test_interrupted.py": "backups are killed, and disks made to be filled",
    "tests/backups/test_moving.py": "every table goes from one database to another, ten times",
    "tests/backups/test_office_moves.py": "a demonstration goes to another database and an object store, and back",
    "tests/browser/test_journey_again.py": "hasty hands save in three ways, with a script and without",
    "tests/browser/test_journey_bringing_in.py": "a year's report is brought in from files of several kinds",
    "tests/browser/test_journey_coordinator.py": "measures and words are gone through twice, with a script and without",
    "tests/browser/test_journey_empty_office.py": "an office begins with nothing and goes through two years",
    "tests/browser/test_journey_evidence.py": "photographs go from a telephone to the page of a report, twice",
    "tests/browser/test_journey_first_report.py": "an office begins with nothing and publishes a report, twice",
    "tests/browser/test_journey_loop.py": "a year is gone through whole, with three signed documents",
    "tests/browser/test_journey_machines.py": "two web machines, a worker and a signer are started twice",
    "tests/browser/test_journey_pages.py": "every page of every role is looked at and judged at two widths",
    "tests/browser/test_journey_progress.py": "three people go through a measure, with a script and without",
    "tests/browser/test_journey_review.py": "four people take a report over the whole road, back and on, in three ways",
    "tests/browser/test_journey_two_people.py": "two browsers are at each form at once, with and without a script",
    "tests/browser/test_long_words.py": "every page and every answer to a form is drawn full of long words",
    "tests/browser/test_publication.py": "a report is published, withdrawn and set aside, twice",
    "tests/browser/test_upload.py": "files go over a line of so many bytes a second that breaks",
    "tests/document/corpus/test_corpus.py": "a hundred documents are read, by LibreOffice where they want it",
    "tests/document/test_reader_fuzz.py": "readers get any bytes, and files made to cost time",
    "tests/editing/test_two_at_one_form.py": "every form is filled by two people at once, in every way",
    "tests/evidence/test_upload_soak.py": "server and worker are killed while files are sent",
    "tests/files/test_moving.py": "files move to an object store and back, and whoever moves them is killed",
    "tests/house/test_access_matrix.py": "every kind of person is tried at every address, in both ways",
    "tests/house/test_access_odd.py": "every number in every address is an odd one",
    "tests/house/test_demonstration.py": "a copy sets itself up, shows the demonstration and ends",
    "tests/house/test_hostile_requests.py": "every parameter of every address gets every kind of nonsense",
    "tests/house/test_links.py": "each of seven people follows every link in nine states of a report",
    "tests/house/test_load.py": "people come to two web machines whose PostgreSQL is restarted under them",
    "tests/house/test_machines_soak.py": "four machines are killed in turn, and two backups restored",
    "tests/house/test_no_skips.py": "the suite runs within the suite, six times",
    "tests/house/test_several_machines.py": "two web machines, a worker and a signer are started",
    "tests/ita_portal/test_full_disk.py": "servers and a worker are started on a disk that is full",
    "tests/measures/test_workflow_buttons.py": "every person looks for every button in every state",
    "tests/measures/test_workflow_matrix.py": "every person tries every move in every state",
    "tests/notices/test_kills.py": "two workers are killed again and again, and followed when their leases are over",
    "tests/notices/test_turning.py": "each of fifty days is asked in every state of measures and reports",
    "tests/notices/test_worker.py": "workers are started and killed",
    "tests/pades/test_bit_flips.py": "a signed file is examined with each of two hundred bits flipped",
    "tests/paper/batches/test_batches.py": "long reports are drawn twice, in one go and in batches",
    "tests/paper/test_archive_verapdf.py": "veraPDF reads every form of the report at every level of signature",
    "tests/paper/test_panel.py": "every form of the panel of signatures is laid out on both kinds of sheets",
    "tests/paper/test_word_in_libreoffice.py": "LibreOffice is started for each document that it saves",
    "tests/paper/textlayer/test_dictionary.py": "thousands of words of a dictionary are set and read back",
    "tests/reports/formats/test_any_document.py": "any document goes through every format, each in a process",
    "tests/reports/formats/test_many_photographs.py": "a report with twenty-four photographs goes the whole road",
    "tests/reports/importing/test_large_and_odd.py": "three hundred measures are brought in by page after page",
    "tests/reports/kinds/test_words.py": "every page of every state of a plan and a progress report is read",
    "tests/reports/review/test_workflow_lost_roles.py": "each combination of people who leave is walked",
    "tests/reports/review/test_workflow_matrix.py": "every person tries every move in every state",
    "tests/reports/review/test_workflow_offices.py": "offices of two people with every set of roles walk to the end",
    "tests/reports/review/test_workflow_pages.py": "every person opens every page and posts every move in every state",
    "tests/reports/review/test_workflow_soak.py": "server and worker are killed at nine moments, or fifteen",
    "tests/reports/test_plain_words.py": "every page of every state of a report is read by each person",
    "tests/reports/verification/test_verify_forgeries.py": "each of sixty forgeries is sent to page and command",
    "tests/scores/test_spreadsheets.py": "every spreadsheet that may be sent is read, the broken ones too",
    "tests/thai/test_huge_text.py": "every reader gets many texts of 100,000 characters",
    "tests/upgrades/test_kept_releases.py": "each release is restored, brought up, verified and moved",
    "tests/upgrades/test_side_by_side.py": "each release is started beside this version",
    "tests/upgrades/test_two_versions.py": "each release serves beside this version, twice",
}
# PostgreSQL's run takes those of their tests that send what no other does. What only the other modules send, the pages'
# own tests send too, but for a few statements that cost as much as all else together.
COVERING = (
    "tests/backups/test_backup_and_restore.py",
    "tests/document/corpus/test_corpus.py",
    "tests/editing/test_two_at_one_form.py",
    "tests/files/test_moving.py",
    "tests/house/test_access_matrix.py",
    "tests/house/test_access_odd.py",
    "tests/house/test_demonstration.py",
    "tests/house/test_links.py",
    "tests/house/test_no_skips.py",
    "tests/ita_portal/test_full_disk.py",
    "tests/measures/test_workflow_buttons.py",
    "tests/measures/test_workflow_matrix.py",
    "tests/notices/test_turning.py",
    "tests/notices/test_worker.py",
    "tests/paper/batches/test_batches.py",
    "tests/paper/test_word_in_libreoffice.py",
    "tests/reports/formats/test_many_photographs.py",
    "tests/reports/importing/test_large_and_odd.py",
    "tests/reports/kinds/test_words.py",
    "tests/reports/review/test_workflow_matrix.py",
    "tests/reports/review/test_workflow_pages.py",
    "tests/reports/test_plain_words.py",
    "tests/scores/test_spreadsheets.py",
)
# Few tests that take long: a core that began them last would leave the other idle.
BEGIN_WITH = (
    *LONG,
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
    is_long = item.get_closest_marker("long") and _module(item) not in COVERING
    return bool(item.get_closest_marker("browser") or is_long)


def _module(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[0]


def said_of(chosen: str) -> list[str]:
    """The lines at the head of a run that leaves them out."""
    if chosen != LEFT_OUT:
        return []
    return ["left out, and run by script/test --all:", *(f"  {module}: {reason}" for module, reason in LONG.items())]
