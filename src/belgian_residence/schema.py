"""The JSON Schema of a case, made from the list of facts."""

from __future__ import annotations

from typing import Any

from belgian_residence.facts import FACTS, NATIONALITY_GROUPS, Fact, Kind

_DAY = r"^\d{4}-\d{2}-\d{2}$"
_ROUGH = r"^\d{4}(-\d{2}(-\d{2})?)?$"


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of the facts of one person. Every fact may be absent, or null for "I don't know"."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Facts of one person for Belgian residence",
        "type": "object",
        "additionalProperties": False,
        "properties": {fact.name: _nullable(_kind(fact.kind)) for fact in FACTS},
        "$defs": {
            "date": {
                "anyOf": [
                    {
                        "type": "string",
                        "pattern": _ROUGH,
                        "description": "a day, a month (2021-03) or a year (2021)",
                    },
                    {
                        "type": "object",
                        "additionalProperties": False,
                        "required": ["earliest", "latest"],
                        "properties": {
                            "earliest": {"type": "string", "pattern": _DAY},
                            "latest": {"type": "string", "pattern": _DAY},
                        },
                    },
                ]
            }
        },
    }


def _nullable(shape: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [shape, {"type": "null"}]}


def _kind(kind: Kind) -> dict[str, Any]:
    if kind.name == "date":
        shape: dict[str, Any] = {"$ref": "#/$defs/date"}
        return {"anyOf": [shape, {"const": "none"}]} if kind.may_be_none else shape
    if kind.name == "choice":
        return {"enum": list(kind.options)}
    if kind.name == "choices":
        return {"type": "array", "items": {"enum": list(kind.options)}}
    if kind.name == "yes_no":
        return {"type": "boolean"}
    if kind.name == "money":
        return {"type": "number", "minimum": 0, "description": "euro a month"}
    if kind.name == "count":
        return {"type": "integer", "minimum": 0, "maximum": 50}
    if kind.name == "nationality":
        code = {"anyOf": [{"type": "string", "pattern": "^[A-Z]{2}$"}, {"enum": list(NATIONALITY_GROUPS)}]}
        return {"anyOf": [code, {"type": "array", "minItems": 1, "items": code}]}
    return {"type": "array", "maxItems": 200, "items": _entry(kind.fields)}


def _entry(fields: tuple[Fact, ...]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [field.name for field in fields if field.required],
        "properties": {
            field.name: _kind(field.kind) if field.required else _nullable(_kind(field.kind)) for field in fields
        },
    }
