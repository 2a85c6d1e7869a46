"""How gunicorn serves the portal; script/server reads it."""

import signal
import socket

from gunicorn import util
from gunicorn.workers.gthread import ThreadWorker

worker_class = "gthread"
threads = 8
graceful_timeout = 10  # seconds for what is being answered when the server is told to stop
control_socket_disable = True  # nobody steers the server but whoever started it
loglevel = "warning"
limit_request_line = 8190  # the most that gunicorn takes: a long Thai search, nine bytes a letter


def post_worker_init(worker: ThreadWorker) -> None:
    """Ctrl-C lets a worker finish what it answers, as SIGTERM does.

    gunicorn 27's own way takes a lock inside the signal handler that the interrupted code may hold: one time in three
    the portal then stood still for half a minute. The terminal tells every process; only the first one acts on it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGQUIT, worker.handle_exit)


# What gunicorn answers by itself, before the portal sees a request or after it broke: heading and cure.
_UNREADABLE = ("ระบบอ่านคำขอนี้ไม่ได้", "โปรดกลับไปหน้าก่อนแล้วลองใหม่ หรือพิมพ์ที่อยู่ให้ถูกต้อง")
_ANSWERS = {
    414: ("ที่อยู่หรือคำค้นยาวเกินไป", "โปรดกลับไปหน้าก่อน ใช้คำค้นที่สั้นลง แล้วลองใหม่"),
    431: ("เบราว์เซอร์ส่งข้อมูลประกอบมามากเกินไป", "โปรดลบคุกกี้ของเว็บไซต์นี้ในเบราว์เซอร์ แล้วเปิดหน้านี้ใหม่"),
    500: ("เกิดข้อผิดพลาดในระบบ", "โปรดลองอีกครั้ง หากยังเป็นเช่นเดิม โปรดแจ้งผู้ดูแลระบบของหน่วยงานพร้อมเวลาที่เกิด"),
}
_PAGE = """<!doctype html>
<html lang="th">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{heading} – ระบบรายงาน ITA</title>
</head>
<body>
<main>
<h1>{heading}</h1>
<p>{cure}</p>
<p><a href="/">ไปหน้าแรก</a></p>
</main>
</body>
</html>
"""
_HEADERS = """Connection: close
Cache-Control: no-store
X-Content-Type-Options: nosniff
Content-Type: text/html; charset=utf-8
Content-Length: {size}

"""


def write_error(sock: socket.socket, status_int: int, reason: str, mesg: str) -> None:
    """Takes the place of gunicorn's function of this name, whose page is English and repeats what was sent (`mesg`)."""
    heading, cure = _ANSWERS.get(status_int, _UNREADABLE)
    body = _PAGE.format(heading=heading, cure=cure).encode()
    head = f"HTTP/1.1 {status_int} {reason}\n{_HEADERS.format(size=len(body))}".replace("\n", "\r\n")
    util.write_nonblock(sock, head.encode("ascii") + body)


util.write_error = write_error
