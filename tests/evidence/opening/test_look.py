"""What a page is that was fetched: the page, a door before it, or nothing."""

from __future__ import annotations

import pytest

from evidence.opening.fetch import Page
from evidence.opening.look import look
from evidence.opening.seen import Opened, Seen

SITE = "https://www.thungsaithan.go.th/news/12"
DRIVE = "https://drive.google.com/file/d/1/view"
LONG = "<p>ประกาศผลการประชุมประชาคมหมู่บ้านเพื่อส่งเสริมคุณธรรมและความโปร่งใส</p>" * 20
BOX = '<form><input name="user"><input type="{}" name="secret"></form>'


def a_page(
    body: str | bytes = "<p>สวัสดี</p>", status: int = 200, url: str = SITE, *, moves: int = 0, media: str = "text/html"
) -> Page:
    data = body.encode() if isinstance(body, str) else body
    return Page(url, moves, status, media, "utf-8" if media else "", data)


PAGES = {
    "a page": (a_page(), Seen.OPENS),
    "a page after a move": (a_page(moves=2), Seen.OPENS),
    "a PDF": (a_page(b"%PDF-1.7", media="application/pdf"), Seen.OPENS),
    "a picture": (a_page(b"\x89PNG", media="image/png"), Seen.OPENS),
    "without a kind": (a_page("<!DOCTYPE html><p>ก</p>", media=""), Seen.OPENS),
    "pictures alone": (a_page('<body><img src="a.jpg"></body>'), Seen.OPENS),
    "drawn by a script": (a_page('<div id="root"></div><script src="a.js"></script>'), Seen.OPENS),
    "frames": (a_page('<frameset><frame src="a"></frameset>'), Seen.OPENS),
    "goes on by itself": (a_page('<meta http-equiv="Refresh" content="0;url=/th">'), Seen.OPENS),
    "a box to sign in beside much text": (a_page(LONG + BOX.format("password")), Seen.OPENS),
    "a field of another kind": (a_page(BOX.format("text")), Seen.OPENS),
    "a page about signing in": (a_page("<p>วิธีเข้าสู่ระบบ</p>", url="https://a.go.th/login-guide"), Seen.OPENS),
    "a page of that name itself": (a_page(LONG, url="https://a.go.th/login"), Seen.OPENS),
    "a share that opens": (a_page("<p>รายงาน.pdf</p>", url=DRIVE), Seen.OPENS),
    "a site that tells how to ask": (a_page("<p>แบบขอสิทธิ์เข้าถึงข้อมูล</p>"), Seen.OPENS),
    "nothing": (a_page(b""), Seen.EMPTY),
    "white space": (a_page(b" \r\n\t"), Seen.EMPTY),
    "no content": (a_page(b"", 204), Seen.EMPTY),
    "a page without a word": (
        a_page("<html><head><title>ข่าว</title></head><body> \n<p></p></body></html>"),
        Seen.EMPTY,
    ),
    "a page of a style": (a_page("<style>p {}</style><!-- ก --><p>&nbsp;</p>"), Seen.EMPTY),
    "a remark alone": (a_page("<!-- ก -->"), Seen.EMPTY),
    "an empty PDF": (a_page(b"", media="application/pdf"), Seen.EMPTY),
    "not found": (a_page(LONG, 404), Seen.REFUSES),
    "gone": (a_page(status=410), Seen.REFUSES),
    "forbidden": (a_page(status=403), Seen.REFUSES),
    "broken": (a_page(status=500), Seen.REFUSES),
    "moved to nowhere": (a_page(status=302), Seen.REFUSES),
    "busy": (a_page(status=503), Seen.BUSY),
    "too many requests": (a_page(status=429, url=DRIVE), Seen.BUSY),
    "a proxy without a server": (a_page(status=502), Seen.BUSY),
    "signing in wanted": (a_page(status=401), Seen.SIGN_IN),
    "a door": (a_page(BOX.format("PassWord")), Seen.SIGN_IN),
    "moved to a door": (a_page(LONG, url="https://a.go.th/user/login.php", moves=1), Seen.SIGN_IN),
    "WordPress' door": (a_page(LONG, url="https://a.go.th/wp-login.php", moves=1), Seen.SIGN_IN),
    "Google's door": (a_page(LONG, url="https://accounts.google.com/v3/signin", moves=1), Seen.SIGN_IN),
    "Microsoft's door": (a_page(LONG, url="https://login.microsoftonline.com/common/oauth2", moves=2), Seen.SIGN_IN),
    "Facebook's door": (a_page(LONG, url="https://www.facebook.com/login/?next=x", moves=1), Seen.SIGN_IN),
    "Dropbox's door": (a_page(LONG, url="https://www.dropbox.com/login?cont=x", moves=1), Seen.SIGN_IN),
    "a share that is asked for": (a_page("<h1>คุณต้องขอสิทธิ์เข้าถึง</h1>", url=DRIVE), Seen.SIGN_IN),
    "the same in English": (a_page("<h1>You need access</h1>", url=DRIVE), Seen.SIGN_IN),
    "a share that is refused": (a_page(status=403, url="https://office.sharepoint.com/x"), Seen.SIGN_IN),
    "a share that is gone": (a_page(status=404, url=DRIVE), Seen.REFUSES),
}


@pytest.mark.parametrize("name", PAGES)
def test_each_page_is_told_for_what_it_is(name: str) -> None:
    page, seen = PAGES[name]
    assert look(page) == Opened(seen, page.status, page.host)


def test_what_was_not_read_whole_is_not_called_empty() -> None:
    assert look(Page(SITE, 0, 200, "text/html", "", b"", is_whole=False)).seen == Seen.OPENS


@pytest.mark.parametrize("charset", ["windows-874", "tis-620", "utf-8", "no-such-thing", ""])
def test_an_old_page_is_read_in_its_own_letters(charset: str) -> None:
    body = f"<html><body><p>{'ก' * 700}</p>{BOX.format('password')}</body></html>"
    encoding = "utf-8" if charset in ("utf-8", "") else "cp874"
    page = Page(SITE, 0, 200, "text/html", charset, body.encode(encoding))
    assert look(page).seen in ({Seen.OPENS} if charset not in ("no-such-thing", "") else {Seen.OPENS, Seen.SIGN_IN})


def hostile() -> dict[str, bytes]:
    """Pages of the size that is read at most, made to hurt a parser."""
    size = 256 * 1024
    return {
        "deep": b"<div>" * (size // 5),
        "many": b"<p>a" * (size // 4),
        "attributes": b"<p " + b"a=1 " * (size // 4) + b">",
        "open": b"<" * size,
        "remarks": b"<!--" * (size // 4),
        "entities": b'<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><p>&c;</p>' + b"&lt;" * (size // 8),
        "bytes": bytes(range(256)) * (size // 256),
        "zeros": b"\0" * size,
    }


@pytest.mark.parametrize("name", hostile())
def test_no_page_brings_the_look_down(name: str) -> None:
    assert look(a_page(hostile()[name])).seen in {Seen.OPENS, Seen.EMPTY}
