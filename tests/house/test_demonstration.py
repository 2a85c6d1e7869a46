"""script/server, run for real: the sign-in page answers, passwords are shown once, Ctrl-C ends it."""

import http.client
import os
import signal
import socket
import subprocess
import time
from pathlib import Path

from tests.house.tree import ROOT


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def sign_in_page(port: int, server: "subprocess.Popen[str]") -> tuple[int, str]:
    """Status and text of the sign-in page of a server that may still be starting; (0, "") when it ended instead."""
    while server.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            connection.request("GET", "/accounts/login/")
            response = connection.getresponse()
            return response.status, response.read().decode()
        except ConnectionRefusedError:
            time.sleep(0.1)
        finally:
            connection.close()
    return 0, ""


def demonstration(data: Path) -> tuple[str, str]:
    """The sign-in page, and all that script/server said from its start to Ctrl-C."""
    port = free_port()
    env = {"PATH": os.environ["PATH"], "PORT": str(port), "DATA_DIR": str(data), "DEBUG": "1", "DEMO": "1"}
    command = [str(ROOT / "script/server")]
    with subprocess.Popen(
        command, cwd="/", env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as server:
        status, page = sign_in_page(port, server)
        server.send_signal(signal.SIGINT)
        said = server.communicate(timeout=20)[0]
    assert (status, server.returncode) == (200, 0), said
    assert f"http://127.0.0.1:{port}/" in said
    return page, said


def test_a_demonstration_answers_shows_its_passwords_once_and_stops_at_ctrl_c(tmp_path: Path) -> None:
    page, first = demonstration(tmp_path / "data")
    assert 'type="password"' in page
    assert "รหัสผ่าน" in first
    assert "รหัสผ่าน" not in demonstration(tmp_path / "data")[1]
