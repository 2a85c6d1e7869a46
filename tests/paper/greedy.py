"""Takes more memory than the press gives."""

from pades.examination.inside_sandbox import close
from paper.press import inside


def main() -> None:
    close(memory=inside.MEMORY, seconds=inside.SECONDS)
    bytearray(2 * inside.MEMORY)
