"""What keeps a program running begins another where one ends, and has nothing loaded but Python's own."""

import json
import subprocess
import sys
import time
from pathlib import Path

from tests.house.tree import ROOT

KEEPER = str(ROOT / "forked/keeping.py")
# Writes down how it was begun, and ends.
PROGRAM = "import sys; open(sys.argv[1], 'a').write(' '.join(sys.argv[2:]) + '\\n'); sys.exit(3)"
# Starts the keeper as its parent, says its number, and stays until it is killed.
PARENT = """
import os, subprocess, sys, time
keeper = subprocess.Popen([sys.executable, "-I", sys.argv[1], str(os.getpid()), *sys.argv[2:]])
print(keeper.pid, flush=True)
time.sleep(600)
"""


def test_the_next_one_is_told_how_the_last_one_ended(tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    command = [sys.executable, "-c", PARENT, KEEPER, sys.executable, "-c", PROGRAM, str(begun)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        keeper = parent.stdout.readline().strip()
        end = time.monotonic() + 60
        while time.monotonic() < end and (not begun.exists() or begun.read_text().count("\n") < 2):
            time.sleep(0.2)
        parent.kill()
    first, second = begun.read_text().splitlines()[:2]
    assert (first, second) == (f"--kept-by {keeper}", f"--kept-by {keeper} --after=3")


def test_it_does_not_begin_where_its_parent_is_gone_already(tmp_path: Path) -> None:
    gone = subprocess.Popen(["true"])
    gone.wait()
    command = [sys.executable, "-I", KEEPER, str(gone.pid), sys.executable, "-c", PROGRAM, str(tmp_path / "begun")]
    subprocess.run(command, check=True, timeout=60)
    assert not (tmp_path / "begun").exists()


def test_it_has_nothing_loaded_but_pythons_own() -> None:
    look = "import json, runpy, sys; runpy.run_path(sys.argv[1], run_name='keeping'); print(json.dumps([*sys.modules]))"
    done = subprocess.run(
        [sys.executable, "-I", "-c", look, KEEPER], check=True, capture_output=True, text=True, timeout=60
    )
    tops = {name.partition(".")[0] for name in json.loads(done.stdout)}
    assert {"subprocess", "signal"} <= tops
    assert {name for name in tops if name not in sys.stdlib_module_names and not name.startswith("__")} <= {
        "sitecustomize",
        "usercustomize",
        "distutils-precedence",
        "_distutils_hack",
    }


# Forks the program by itself, and becomes the keeper of it.
FORKING = """
import os, sys
keeper, command = sys.argv[1], sys.argv[2:]
if child := os.fork():
    os.execv(sys.executable, [sys.executable, "-I", keeper, str(os.getppid()), f"--running={child}", *command])
with open(command[-1], "a") as begun:
    begun.write("forked\\n")
os._exit(4)
"""


def test_a_program_that_runs_already_is_kept_and_the_next_one_is_begun(tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    command = [sys.executable, "-c", FORKING, KEEPER, sys.executable, "-c", PROGRAM, str(begun)]
    with subprocess.Popen(command) as keeper:
        end = time.monotonic() + 60
        while time.monotonic() < end and (not begun.exists() or begun.read_text().count("\n") < 2):
            time.sleep(0.2)
        keeper.terminate()
    assert begun.read_text().splitlines()[:2] == ["forked", f"--kept-by {keeper.pid} --after=4"]


def test_what_runs_already_is_told_to_end_with_its_keeper(tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    waiting = FORKING.replace("os._exit(4)", "import time; time.sleep(600)").replace("forked", "{os.getpid()}")
    waiting = waiting.replace('write("', 'write(f"')
    command = [sys.executable, "-c", waiting, KEEPER, sys.executable, "-c", PROGRAM, str(begun)]
    with subprocess.Popen(command) as keeper:
        end = time.monotonic() + 60
        while time.monotonic() < end and not begun.exists():
            time.sleep(0.2)
        time.sleep(1)  # until it has become the keeper
        keeper.terminate()
        assert keeper.wait(timeout=60) == 0
    [number] = begun.read_text().splitlines()
    assert not Path(f"/proc/{number}").exists()
