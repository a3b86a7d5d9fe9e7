"""Validates events of OCSF, a JSON text on each line of the standard input, by the schema of their class and profiles.

Prints a line for every problem, {"line": n, "problem": text}, and in the end {"validated": n, "version": text}.
"""

import json
import sys

from jsonschema import Draft202012Validator
from ocsf_json_schema import OcsfJsonSchemaEmbedded, get_ocsf_schema

VERSION = sys.argv[1]
MOST_SHOWN = 3

schema = get_ocsf_schema(VERSION)
schemas = OcsfJsonSchemaEmbedded(schema)
validators = {}


def validator_of(class_uid, profiles):
    key = (class_uid, tuple(sorted(profiles)))
    if key not in validators:
        name = schemas.lookup_class_name_from_uid(class_uid)
        validators[key] = Draft202012Validator(schemas.get_class_schema(name, list(profiles)))
    return validators[key]


def deprecated(event, node, root, path=""):
    """Attributes the schema says are no longer to be used."""
    if isinstance(node, dict) and "$ref" in node:
        node = root["$defs"][node["$ref"].rsplit("/", 1)[1]]
    if isinstance(event, list):
        for item in event:
            yield from deprecated(item, node.get("items", {}), root, path)
    elif isinstance(event, dict):
        for key, value in event.items():
            below = node.get("properties", {}).get(key, {})
            if below.get("deprecated"):
                yield f"{path}/{key}: deprecated"
            yield from deprecated(value, below, root, f"{path}/{key}")


def problems_of(event):
    metadata = event.get("metadata", {})
    if metadata.get("version") != VERSION:
        yield f"metadata.version is not {VERSION}"
    profiles = metadata.get("profiles", [])
    name = schemas.lookup_class_name_from_uid(event["class_uid"])
    known = schema["classes"][name]["profiles"]
    for profile in profiles:
        if profile not in known:
            yield f"metadata.profiles: {profile} is none of the class"
    if event.get("type_uid") != event["class_uid"] * 100 + event.get("activity_id", 0):
        yield "type_uid is not class_uid * 100 + activity_id"
    if event.get("category_uid") != schema["classes"][name]["uid"] // 1000:
        yield "category_uid is not that of the class"
    validator = validator_of(event["class_uid"], profiles)
    for error in validator.iter_errors(event):
        where = "/".join(str(step) for step in error.absolute_path)
        yield f"/{where}: {error.message[:300]}"
    yield from deprecated(event, validator.schema, validator.schema)


validated = 0
for number, line in enumerate(sys.stdin):
    try:
        found = list(problems_of(json.loads(line)))
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        found = [f"no event: {type(error).__name__}: {error}"]
    for problem in found[:MOST_SHOWN]:
        print(json.dumps({"line": number, "problem": problem}))
    validated += 1
print(json.dumps({"validated": validated, "version": VERSION}))
