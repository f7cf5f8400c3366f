"""The JSON Schema of a case, made from the list of facts: the facts of one person, or people and their relations."""

from __future__ import annotations

from typing import Any

from belgian_residence.told.facts import FACTS, MOST_PEOPLE, NATIONALITY_GROUPS, RELATION_KINDS, Fact, Kind
from belgian_residence.told.versions import KEY

_DAY = r"^\d{4}-\d{2}-\d{2}$"
_ROUGH = r"^\d{4}(-\d{2}(-\d{2})?)?$"


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a case. Every fact may be absent, or null for "I don't know"."""
    facts = {fact.name: _shape(fact) for fact in FACTS}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Facts for Belgian residence, of one person or of several",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            **facts,
            KEY: {"type": "string", "description": "the version of the facts"},
            "people": {"$ref": "#/$defs/people"},
            "relations": {"$ref": "#/$defs/relations"},
        },
        "dependentSchemas": {"people": {"properties": dict.fromkeys(facts, False)}},
        "dependentRequired": {"relations": ["people"]},
        "$defs": {
            "people": {
                "description": "people by name, each with own facts",
                "type": "object",
                "minProperties": 1,
                "maxProperties": MOST_PEOPLE,
                "additionalProperties": {"type": "object", "additionalProperties": False, "properties": facts},
            },
            "relations": {
                "type": "array",
                "items": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": ["kind", "of", "is"],
                    "properties": {
                        "kind": {"enum": list(RELATION_KINDS)},
                        "of": {"type": "string", "description": "name of the person who gets facts by the relation"},
                        "is": {"type": "string", "description": "name of the other person"},
                    },
                },
            },
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
            },
        },
    }


def _shape(fact: Fact) -> dict[str, Any]:
    """A fact, or a field of an entry: what it is, and null where it may be not known."""
    shape = _kind(fact.kind)
    if not fact.required or fact.may_be_unknown:
        shape = {"anyOf": [shape, {"type": "null"}]}
    return {**shape, "description": fact.about} if fact.about else shape


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
        "properties": {field.name: _shape(field) for field in fields},
    }
