"""What all data files for programs share: one type a field, and what is not known is not there."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, RootModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue, SkipJsonSchema

from kenniscentrum.core.dates import PartialDate

T = TypeVar("T")
Known = Annotated[T | SkipJsonSchema[None], Field()]
Day = Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
Instant = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
Address = Annotated[str, Field(json_schema_extra={"format": "uri"})]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
Precision = Literal["year", "month", "day"]


class _Schema(GenerateJsonSchema):
    """Schema without defaults, because what is absent is unknown, and without made-up titles."""

    def default_schema(self, schema: Any) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, _: Any) -> bool:
        return False


class Shape(BaseModel):
    """Base of everything that a data file holds."""

    model_config = ConfigDict(frozen=True)


class Texts(RootModel[dict[Language, str]]):
    """One text in each language in which it was written, by language code; in Markdown."""

    model_config = ConfigDict(
        frozen=True, json_schema_extra={"examples": [{"nl": "Projecten", "en": "Projects"}]}
    )


class Addresses(RootModel[dict[Language, Address]]):
    """The address of a page in each language of the site, by language code."""

    model_config = ConfigDict(frozen=True)


def said(nl: str, en: str, **constraints: Any) -> Any:
    """Declare a field of open data with its words: English for programs, the Dutch beside."""
    return Field(description=en, json_schema_extra={"x-nl": nl}, **constraints)


def precision(date: PartialDate) -> Precision:
    """Return how much of a date is known."""
    return "day" if date.day else "month" if date.month else "year"


def schema_of(model: type[BaseModel], url: str) -> dict[str, Any]:
    """Return the JSON Schema of a model of this module's types; ``url`` is where it will stand."""
    about = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": url}
    return about | model.model_json_schema(by_alias=True, schema_generator=_Schema)


def written(tree: object) -> bytes:
    """Return JSON for people to read too: UTF-8, an indent for each level."""
    return (json.dumps(tree, ensure_ascii=False, indent=1) + "\n").encode()
