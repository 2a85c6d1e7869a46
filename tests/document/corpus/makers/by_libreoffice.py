"""Files as LibreOffice saves them."""

from __future__ import annotations

import os
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from document.grids import office

IS_INSTALLED = office.is_installed()
_LONGEST = 120  # seconds


@cache
def saved(data: bytes, ending: str, into: str) -> bytes:
    """The file that LibreOffice makes of another; `into` is what `--convert-to` takes. Raises OSError for none."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, f"file.{ending}")
        source.write_bytes(data)
        command = ["soffice", f"-env:UserInstallation=file://{folder}/home", "--headless", "--convert-to", into]
        environment = {"HOME": folder, "PATH": os.environ["PATH"]}
        command += ["--outdir", f"{folder}/made", str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=_LONGEST, env=environment)
        return Path(folder, "made", f"file.{into.partition(':')[0]}").read_bytes()
