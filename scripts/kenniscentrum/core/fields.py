"""The field types that records share, each with its reader, its check and its JSON Schema."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    NonNegativeInt,
    RootModel,
    StringConstraints,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from kenniscentrum.core.dates import FIRST_YEAR, LAST_YEAR, PartialDate

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"


class Declared(BaseModel):
    """Base of everything that editors write: unknown keys are refused, values never change."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Telling(Declared):
    """A block that must say something of its own, besides what kind it is and its sources."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.model_fields_set <= {"sources", "basis"}:
            raise PydanticCustomError("says_nothing", "nothing in it")
        return self


@dataclass(frozen=True, slots=True)
class Reference:
    """Marks a text as a key of a register, such as ``organisations``."""

    register: str

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {**handler(schema), "x-register": self.register}


def described(nl: str, en: str, example: object = None, **constraints: Any) -> Any:
    """Declare a field with its description in both languages, once, for schema and reference.

    ``constraints`` are pydantic's (``default``, ``max_length``…); a field without default is
    obligatory.
    """
    examples = None if example is None else [example]
    return Field(description=nl, json_schema_extra={"x-en": en}, examples=examples, **constraints)


class Localised(RootModel[dict[str, str]]):
    """One text in one or more languages, keyed by language code (``nl``, ``en``).

    Which language must be there, and which should, is a matter of the centre, not of the field:
    see :mod:`kenniscentrum.core.language`.
    """

    model_config = ConfigDict(frozen=True)

    root: Annotated[
        dict[
            Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")],
            Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)],
        ],
        Field(min_length=1),
    ]

    def __iter__(self) -> Iterator[str]:  # type: ignore[override]
        """Iterate over the language codes, as written."""
        return iter(self.root)

    def get(self, language: str) -> str | None:
        """Return the text in ``language``, or None when it was not written in it."""
        return self.root.get(language)


class _PartialDateAnnotation:
    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        def validate(value: object) -> PartialDate:
            if isinstance(value, PartialDate):
                return value
            if not isinstance(value, str):
                raise PydanticCustomError("date_form", "not a date")
            try:
                return PartialDate.parse(value)
            except ValueError as error:
                raise PydanticCustomError(f"date_{error}", "not a date") from None

        return core_schema.no_info_plain_validator_function(
            validate, serialization=core_schema.to_string_ser_schema()
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        # A bare year is a number to YAML editors, so both are offered; the reader sees text.
        return {
            "type": ["string", "integer"],
            "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$",
            "minimum": FIRST_YEAR,
            "maximum": LAST_YEAR,
        }


def _whole_number(value: object) -> object:
    """Accept only digits: a sign, a point or a thousands separator is ambiguous in an amount."""
    if isinstance(value, str):
        if re.fullmatch(r"0|[1-9]\d{0,14}", value, re.ASCII):
            return int(value)
        raise PydanticCustomError("whole_number", "not a whole number")
    return value


def _web_address(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(
        r"https?://[^\s/?#@\"'<>\\]+\.[^\s/?#@\"'<>\\]+(?:[/?#][^\s\"'<>\\]*)?", value, re.ASCII
    ):
        raise PydanticCustomError("web_address", "not a web address")
    return value


Fingerprint = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}$")]
Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=80)]
FormerIds = Annotated[
    tuple[Id, ...],
    described(
        "Sleutels die het record vroeger had, de oudste eerst. Hun adressen blijven werken, en aan "
        "de oudste blijven nieuwslezers en agenda's het herkennen.",
        "Ids that the record had before, the oldest first. Their addresses keep working, and feed "
        "readers and calendars keep knowing it by the oldest.",
        default=(),
    ),
]
FormatVersion = Annotated[Literal[1], BeforeValidator(_whole_number)]
Date = Annotated[PartialDate, _PartialDateAnnotation]
Count = Annotated[int, BeforeValidator(_whole_number, json_schema_input_type=NonNegativeInt)]
Euro = Count
WebAddress = Annotated[
    str, BeforeValidator(_web_address), Field(json_schema_extra={"pattern": r"^https?://\S+$"})
]
Line = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True, pattern=r"^.*$")]
