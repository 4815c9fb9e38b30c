"""Checking activities against the XML schema of IATI, where the operator names a folder with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import etree

from wayforward.information.projects.activities import Problem, ProblemKind
from wayforward.information.projects.iati_values import Element, attribute, text_of

_FILE = "iati-activities-schema.xsd"


class NoSchemaError(Exception):
    """The folder holds no usable IATI schema."""


class Schema:
    """The schema for activities of versions 2.x.

    Activities of files of versions 1.x, or of none, are not checked: theirs is another schema.
    """

    def __init__(self, folder: Path) -> None:
        """Read the schema in `folder`. NoSchemaError where it is missing or does not work."""
        parser = etree.XMLParser(no_network=True, load_dtd=False, resolve_entities=False)
        try:
            self._schema: Any = etree.XMLSchema(etree.parse(folder / _FILE, parser))
        except (OSError, etree.XMLSyntaxError, etree.XMLSchemaParseError) as error:
            raise NoSchemaError(
                f"{folder} holds no usable {_FILE}. Name the folder that the IATI schemas are in."
            ) from error

    def problems(self, element: Element, version: str) -> tuple[Problem, ...]:
        """What the schema says against an activity, in its words, without the paths of lxml."""
        if not version or version.startswith("1") or self._schema.validate(element):
            return ()
        identifier = text_of(element.find("iati-identifier"))
        return tuple(
            Problem(
                ProblemKind.SCHEMA, _relative(one.path), one.message[:300], one.line, identifier
            )
            for one in self._schema.error_log
        )

    def problems_of_list(self, parent: Element) -> tuple[Problem, ...]:
        """What the schema says against the attributes of the list around the activities."""
        if attribute(parent, "version").startswith("1"):
            return ()
        alone = etree.Element("iati-activities", dict(parent.attrib), parent.nsmap)
        if self._schema.validate(alone):
            return ()
        return tuple(
            Problem(ProblemKind.SCHEMA, "", one.message[:300], parent.sourceline or 0)
            for one in self._schema.error_log
            if "Missing child element" not in one.message  # of course: it stands alone here
        )


def _relative(path: str | None) -> str:
    """From `/iati-activity/title[2]` to `title[2]`."""
    return (path or "").removeprefix("/iati-activities").partition("iati-activity")[2].lstrip("/")
