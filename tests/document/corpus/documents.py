"""All documents of the corpus, and how each is read: as strangers' files are, but in this process."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from document.grid import Grid
from document.grids import html
from document.readers import by_grid, text
from document.readers.reading import Reading
from tests.document.corpus.expected import Recipe
from tests.document.corpus.makers.by_libreoffice import IS_INSTALLED
from tests.document.corpus.recipes import (
    headed,
    libreoffice,
    mixed,
    printed,
    sheets,
    texts,
    web,
    word_covers,
    word_local,
    word_more,
    word_odd,
    word_services,
    word_xml,
)

MODULES = (
    word_local,
    word_services,
    word_more,
    word_xml,
    word_covers,
    sheets,
    web,
    texts,
    printed,
    libreoffice,
    word_odd,
    mixed,
    headed,
)
DOCUMENTS: tuple[Recipe, ...] = tuple(recipe for module in MODULES for recipe in module.RECIPES)


def can_be_made(recipe: Recipe) -> bool:
    """Whether this machine has the program that makes the document, or reads it."""
    return IS_INSTALLED or not recipe.needs_libreoffice


def grid_of(recipe: Recipe, data: bytes) -> Grid:
    """The grid of a document that is no plain text."""
    if recipe.kind == "clipboard":
        return html.fragment(data.decode())
    grid: Grid = import_module(f"document.grids.{recipe.kind}").read(data)
    return grid


@cache
def read(recipe: Recipe) -> Reading:
    """The reading of a document, made and read once. ReportError where it is refused."""
    data = recipe.make()
    return text.read(data) if recipe.kind == "text" else by_grid.read(grid_of(recipe, data))
