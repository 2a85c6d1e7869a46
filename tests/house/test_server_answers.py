"""What the server answers by itself, before the portal sees a request, is a short Thai page too."""

import re
import socket
from pathlib import Path

from tests.ita_portal.frame.test_large_forms import gunicorn

HOST = "Host: 127.0.0.1\r\n"
MEDIA = "Content-Type: text/plain; "
LINES = "A: b\r\n" * 200
FORM = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 0\r\n"
# What a stranger sends, the status, and how the heading of the page begins.
REQUESTS = {
    "an address that is too long": (f"GET /r/?q={'x' * 9000} HTTP/1.1\r\n{HOST}", 414, "ที่อยู่หรือคำค้นยาวเกินไป"),
    "a cookie that is too large": (f"GET / HTTP/1.1\r\n{HOST}Cookie: a={'x' * 9000}\r\n", 431, "เบราว์เซอร์ส่งข้อมูล"),
    "too many headers": (f"GET / HTTP/1.1\r\n{HOST}{LINES}", 431, "เบราว์เซอร์ส่งข้อมูล"),
    "no request at all": ("<script>alert(1)</script>\r\n", 400, "ระบบอ่านคำขอนี้ไม่ได้"),
    "another protocol": (f"GET / HTTP/9.9\r\n{HOST}", 400, "ระบบอ่านคำขอนี้ไม่ได้"),
    "a header without a name": (f"GET / HTTP/1.1\r\n{HOST}: x\r\n", 400, "ระบบอ่านคำขอนี้ไม่ได้"),
    "another encoding of the body": (f"POST / HTTP/1.1\r\n{HOST}Transfer-Encoding: zip\r\n", 501, "ระบบอ่านคำขอนี้ไม่ได้"),
    "an expectation": (f"POST / HTTP/1.1\r\n{HOST}{FORM}Expect: tea\r\n", 417, "ระบบอ่านคำขอนี้ไม่ได้"),
    # The portal's own pages, for what would else have failed before the portal's error pages stand ready.
    "a media type that cannot be parsed": (f"POST /v/ HTTP/1.1\r\n{HOST}{MEDIA}c*=none''d\r\n", 403, "ยังไม่ได้บันทึก"),
    "a codec that is none of text": (f"GET /x/?a=b HTTP/1.1\r\n{HOST}{MEDIA}charset=hex\r\n", 404, "ไม่พบหน้านี้"),
}


def answer(port: int, request: str) -> tuple[int, str, str]:
    """Status, heading, and everything that was answered."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
        line.sendall(f"{request}Connection: close\r\n\r\n".encode())
        parts = []
        while part := line.recv(65536):
            parts.append(part)
    said = b"".join(parts).decode()
    status, heading = re.match(r"HTTP/1\.1 (\d+)", said), re.search(r"<h1>(.*?)</h1>", said)
    return int(status[1]) if status else 0, heading[1] if heading else "", said


def test_every_answer_is_in_thai_and_repeats_nothing(tmp_path: Path) -> None:
    with gunicorn(tmp_path) as port:
        found = {name: answer(port, request) for name, (request, _, _) in REQUESTS.items()}
    for name, (_, status, heading) in REQUESTS.items():
        answered, said, whole = found[name]
        assert (name, answered, said[: len(heading)]) == (name, status, heading)
        body = whole.partition("\r\n\r\n")[2]
        assert '<html lang="th"' in body and "charset=utf-8" in whole
        assert "xxx" not in body and "alert" not in body and "Invalid" not in body
