"""The catalogue's file: all years and statuses, and every mistake named with row and column."""

from pathlib import Path

import pytest

from measures.catalogue import FIELDS, Catalogue, CatalogueError, Entry, load_csv

HEAD = ",".join(FIELDS)
GOOD = "2566,OIT,O18,9,การเปิดเผยข้อมูล,E-Service,second_hand"


def load(folder: Path, *rows: str, head: str = HEAD) -> Catalogue:
    path = folder / "items.csv"
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return load_csv(path)


def test_the_programs_own_file_holds_both_years() -> None:
    catalogue = load_csv()
    assert catalogue.years == (2565, 2566)
    counts = [[len(catalogue.items(year, tool)) for tool in ("IIT", "EIT", "OIT")] for year in catalogue.years]
    assert counts == [[30, 15, 43], [30, 15, 43]]


def test_an_item_is_found_by_year_and_code_with_its_status() -> None:
    catalogue = load_csv()
    expected = Entry(2566, "OIT", "O18", 9, "การเปิดเผยข้อมูล", "E-Service", "second_hand")
    assert (catalogue.get(2566, "O18"), catalogue.get(2566, "O44"), catalogue.get(2567, "O18")) == (
        expected,
        None,
        None,
    )
    assert (catalogue.has_year(2566), catalogue.has_year(2567)) == (True, False)


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
