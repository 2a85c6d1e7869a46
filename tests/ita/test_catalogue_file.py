"""The catalogue's file: all years and statuses, and every mistake named with row and column."""

from collections import Counter
from pathlib import Path

import pytest

from ita.catalogue import FIELDS, TOOLS, Catalogue, CatalogueError, Entry, load_csv

HEAD = ",".join(FIELDS)
GOOD = "2566,OIT,O18,9,การเปิดเผยข้อมูล,E-Service,second_hand"


def load(folder: Path, *rows: str, head: str = HEAD) -> Catalogue:
    path = folder / "items.csv"
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return load_csv(path)


def test_the_programs_own_files_hold_all_years_known() -> None:
    catalogue = load_csv()
    counts = {year: [len(catalogue.items(year, tool)) for tool in TOOLS] for year in catalogue.years}
    assert counts == {2565: [30, 15, 43], 2566: [30, 15, 43], 2568: [0, 0, 28], 2569: [0, 0, 26]}


def test_each_items_wording_has_its_status() -> None:
    catalogue = load_csv()
    statuses = {year: Counter(entry.status for entry in catalogue.items(year, "OIT")) for year in (2568, 2569)}
    assert statuses == {
        2568: {"second_hand": 9, "uncertain": 15, "no_text": 4},
        2569: {"second_hand": 18, "uncertain": 4, "no_text": 4},
    }
    assert catalogue.get(2569, "O26") == Entry(
        2569,
        "OIT",
        "O26",
        10,
        "การป้องกันการทุจริต",
        "รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน",
        "second_hand",
    )


def test_of_a_tool_without_a_list_nothing_is_known() -> None:
    catalogue = load_csv()
    lists = {year: [tool for tool in TOOLS if catalogue.has_list(year, tool)] for year in range(2564, 2571)}
    assert {year: tools for year, tools in lists.items() if tools} == {
        2565: ["IIT", "EIT", "OIT"],
        2566: ["IIT", "EIT", "OIT"],
        2568: ["OIT"],
        2569: ["OIT"],
    }
    assert [catalogue.holds(2568, code) for code in ("E13", "I11", "O28", "O29")] == [None, None, True, False]
    assert [catalogue.holds(2567, code) for code in ("E13", "O1")] == [None, None]


def test_a_number_that_a_list_lacks_below_its_last_is_not_known_to_be_missing(tmp_path: Path) -> None:
    catalogue = load(tmp_path, GOOD)  # O18 alone
    assert [catalogue.holds(2566, code) for code in ("O1", "O17", "O18", "O19")] == [None, None, True, False]
    assert catalogue.mistake("O17", [2566, 2565]) == ""
    assert catalogue.mistake("O19", [2565, 2566]) == "ไม่มีข้อ O19 ในรายการข้อคำถามปี 2566"
    assert catalogue.mistake("E19", [2565, 2566]) == ""


def test_several_files_are_read_as_one_list_and_hold_no_item_twice(tmp_path: Path) -> None:
    paths = []
    for number, row in enumerate((GOOD, GOOD.replace("O18", "O19")), start=1):
        paths.append(tmp_path / f"{number}.csv")
        paths[-1].write_text(f"{HEAD}\n{row}\n", encoding="utf-8")
    assert [entry.code for entry in load_csv(*paths).items(2566)] == ["O18", "O19"]
    with pytest.raises(CatalogueError, match="ข้อ O18 ของปี 2566 มีซ้ำ"):
        load_csv(paths[0], paths[0])


def test_an_item_is_found_by_year_and_code_with_its_status() -> None:
    catalogue = load_csv()
    expected = Entry(2566, "OIT", "O18", 9, "การเปิดเผยข้อมูล", "E-Service", "second_hand")
    assert (catalogue.get(2566, "O18"), catalogue.get(2566, "O44"), catalogue.get(2567, "O18")) == (
        expected,
        None,
        None,
    )


def test_items_come_in_the_order_of_the_file_and_of_all_tools_without_one() -> None:
    catalogue = load_csv()
    assert [entry.code for entry in catalogue.items(2566)][:3] == ["I1", "I2", "I3"]
    assert (len(catalogue.items(2566)), catalogue.items(2567), catalogue.items(2566, "XIT")) == (88, (), ())


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (GOOD.replace("2566", "2023"), "แถวที่ 2 คอลัมน์ fiscal_year: พบ “2023” ต้องเป็นปี พ.ศ. สี่หลัก"),
        (GOOD.replace("OIT", "XIT"), "แถวที่ 2 คอลัมน์ tool: พบ “XIT” ต้องเป็น IIT หรือ EIT หรือ OIT"),
        (GOOD.replace("O18", "E18"), "แถวที่ 2 คอลัมน์ code: พบ “E18” ต้องเป็นตัวอักษรแรกของเครื่องมือตามด้วยเลขข้อ"),
        (GOOD.replace("O18", "O018"), "แถวที่ 2 คอลัมน์ code: พบ “O018” ต้องเป็นตัวอักษรแรกของเครื่องมือตามด้วยเลขข้อ"),
        (GOOD.replace(",9,", ",,"), "แถวที่ 2 คอลัมน์ indicator_no: พบ “” ต้องเป็นเลขตัวชี้วัด"),
        (GOOD.replace("การเปิดเผยข้อมูล", " "), "แถวที่ 2 คอลัมน์ indicator_name: พบ “ ” ต้องไม่ว่าง"),
        (GOOD.replace("E-Service", ""), "แถวที่ 2 คอลัมน์ text: พบ “” ต้องมีข้อความ เว้นแต่สถานะเป็น no_text ซึ่งต้องว่าง"),
        (
            GOOD.replace("second_hand", "sure"),
            "แถวที่ 2 คอลัมน์ status: พบ “sure” ต้องเป็น seed หรือ second_hand หรือ uncertain หรือ no_text หรือ confirmed",
        ),
        (GOOD + ",x", "แถวที่ 2 มี 8 คอลัมน์ ต้องมี 7 คอลัมน์"),
        (f"{GOOD}\n\n{GOOD}", "แถวที่ 4 คอลัมน์ code: ข้อ O18 ของปี 2566 มีซ้ำ"),
        ('2566,"OIT', "แฟ้ม items.csv แถวที่ 2: เครื่องหมายคำพูดหรือตัวคั่นของ CSV ไม่ครบ"),
    ],
)
def test_a_mistake_is_named_with_row_and_column(tmp_path: Path, row: str, message: str) -> None:
    with pytest.raises(CatalogueError) as error:
        load(tmp_path, row)
    assert str(error.value) == message


def test_all_mistakes_are_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError) as error:
        load(tmp_path, GOOD.replace("2566", "x"), GOOD, GOOD.replace("OIT", "EIT"))
    assert [line[:10] for line in str(error.value).split("\n")] == ["แถวที่ 2 ค", "แถวที่ 4 ค"]


def test_other_heads_a_missing_file_and_another_encoding_are_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_bytes(f"{HEAD}\n{GOOD}".encode("utf-16"))
    with pytest.raises(CatalogueError):
        load(tmp_path, GOOD, head="a,b")
    for path in (tmp_path / "none.csv", other):
        with pytest.raises(CatalogueError):
            load_csv(path)


def test_entries_from_anywhere_make_a_catalogue_but_never_twice_the_same() -> None:
    entry = Entry(2567, "EIT", "E1", 6, "ก", "ข", "confirmed")
    assert Catalogue(iter([entry])).get(2567, "E1") == entry
    with pytest.raises(CatalogueError):
        Catalogue([entry, entry])
