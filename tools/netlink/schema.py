#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0
"""Writes schemas of the tool's JSON from a netlink spec.

Usage: schema.py SPEC DIRECTORY

DIRECTORY gets a file for each "show" that prints what the spec describes, and one for
the events of "idloc monitor" (JSON Schema, draft 2020-12). Words, numbers and
explanations are the spec's; what the tool makes of an attribute (a name for a
number, text for an address) and when it leaves a member out is said here. Each
schema stands alone: a reader needs no other file.
"""

import json
import pathlib
import sys

import yaml

U32_MAX = 2 ** 32 - 1
U64_MAX = 2 ** 64 - 1

# As inet_ntop() prints it: at most one "::", and with it at most seven colons.
WORD = "[0-9a-f]{1,4}"
WORDS = f"{WORD}(?::{WORD})*"
ADDRESS = (f"(?:{WORD}(?::{WORD}){{7}}|(?!(?:[^:/]*:){{8}})(?:{WORDS})?::(?:{WORDS})?"
           r"|::(?:ffff:)?[0-9]{1,3}(?:\.[0-9]{1,3}){3})")
LENGTH = "(?:[0-9]|[1-9][0-9]|1[01][0-9]|12[0-8])"

TIME = {
    "description": "When it was printed, in seconds since 1970 (UTC).",
    "type": "number",
    "minimum": 0,
}


def text(pattern=None):
    schema = {"type": "string"}
    if pattern:
        schema["pattern"] = f"^{pattern}$"
    return schema


def number(most=U32_MAX, least=0):
    return {"type": "integer", "minimum": least, "maximum": most}


def flag(doc):
    return {"description": flat(doc), "const": True}


def array(items):
    return {"type": "array", "items": items, "minItems": 1, "uniqueItems": True}


def flat(doc):
    doc = " ".join(doc.split())
    return doc if doc.endswith(".") or doc.endswith(")") else doc + "."


def item(members, required, **more):
    return {
        "type": "object",
        "properties": members,
        "required": required,
        "additionalProperties": False,
        **more,
    }


def one_of(*names):
    return [{"required": [name]} for name in names]


def not_both(*names):
    return {"not": {"required": list(names)}}


ADDRESS_TEXT = text(ADDRESS)
LOCATOR_TEXT = text(f"{WORD}(?::{WORD}){{3}}")
DEV_TEXT = text(r"[^/:\s]{1,15}")
NAME_TEXT = text("[^:]{1,31}")


class Spec:
    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            spec = yaml.safe_load(file)
        self.name = spec["name"]
        self.enums = {enum["name"]: enum for enum in spec["definitions"]}
        self.sets = {
            attr_set["name"]: {
                attr["name"]: attr for attr in attr_set["attributes"]
                if attr["type"] not in ("pad", "unused")
            } for attr_set in spec["attribute-sets"]
        }

    def doc(self, attr_set, attr):
        return flat(self.sets[attr_set][attr]["doc"])

    def of(self, attr_set, attr, schema):
        """A member that is made of an attribute."""
        return {"description": self.doc(attr_set, attr), **schema}

    def word(self, attr_set, attr):
        """A word of its enum; what a newer module has no word for is a number."""
        entries = self.enums[self.sets[attr_set][attr]["enum"]]["entries"]
        return self.of(attr_set, attr, {"anyOf": [
            *({"const": entry["name"], "description": flat(entry["doc"])}
              for entry in entries),
            {"description": "What only a newer module knows.", **number(least=len(entries))},
        ]})

    def flags(self, attr_set, attr):
        """A member for each flag that is set, and one for those without a word."""
        entries = self.enums[self.sets[attr_set][attr]["enum"]]["entries"]
        members = {entry["name"]: flag(entry["doc"]) for entry in entries}
        members["flags"] = {
            "description": "Properties that only a newer module knows, as bits.",
            **number(least=2 ** len(entries)),
        }
        return members

    def dev(self, attr_set, attr):
        """An interface by its name, or by its number if it has gone meanwhile."""
        doc = self.doc(attr_set, attr)
        return {
            "dev": {"description": doc, **DEV_TEXT},
            "ifindex": {"description": doc + " Its number; it has gone meanwhile.",
                        **number(least=1)},
        }


# ---- objects -----------------------------------------------------------------------


def settings(spec):
    members = {attr: spec.word("settings", attr) for attr in spec.sets["settings"]}
    return item(members, list(members))


def stats(spec):
    names = list(spec.sets["stats"])
    members = {attr: spec.of("stats", attr, number(U64_MAX)) for attr in names}
    doc = item({attr: text() for attr in names}, names)
    members["doc"] = {"description": "With -d, what each counts.", **doc}
    return item(members, names)


def vnid(spec):
    prefix = text(f"{ADDRESS}/96")
    members = {
        "vnid": spec.of("vnid", "vnid", number(2 ** 28 - 1)),
        "prefix": spec.of("vnid", "tenant-prefix", prefix),
        "sir-prefix": spec.of("vnid", "sir-prefix", text(f"{ADDRESS}/64")),
        **spec.dev("vnid", "scope-ifindex"),
        "table": spec.of("vnid", "scope-table", number(least=1)),
        "vrf": {"description": "Name of that VRF.", **DEV_TEXT},
        "src-mode": spec.word("vnid", "src-mode"),
        "mark": spec.of("vnid", "mark", number(least=1)),
        "mcast-flags": spec.of("vnid", "mcast-flags", number(15, least=1)),
        "csum-mode": spec.word("vnid", "csum-mode"),
        "users": spec.of("vnid", "users", number()),
    }
    return item(members, ["vnid", "prefix", "src-mode", "csum-mode", "users"],
                allOf=[not_both("dev", "ifindex"), not_both("dev", "table"),
                       not_both("ifindex", "table")],
                dependentRequired={"vrf": ["table"]})


def underlay(spec):
    return item(spec.dev("underlay", "ifindex"), [], oneOf=one_of("dev", "ifindex"))


def locator(spec):
    members = {
        "name": spec.of("locator", "name", NAME_TEXT),
        "locator": spec.of("locator", "locator", LOCATOR_TEXT),
        **spec.flags("locator", "flags"),
        "users": spec.of("locator", "users", number()),
    }
    return item(members, ["name", "locator", "users"])


def map_key(spec):
    addr = text(f"{ADDRESS}(?:/{LENGTH})?")
    return {
        "addr": {"description": spec.doc("map", "addr").split(" As a filter")[0] +
                                " With a length unless that is 128.", **addr},
        "vnid": spec.of("map", "vnid", number(2 ** 28 - 1)),
        **spec.dev("map", "ifindex"),
    }


def map_cause(spec):
    return {
        "saddr": spec.of("map", "saddr", ADDRESS_TEXT),
        "suppressed": spec.of("map", "suppressed", number()),
    }


def mapping(spec):
    expires = {"description": "Seconds that are left of the lifetime.", **number()}
    members = {
        **map_key(spec),
        "locator": spec.of("map", "locator", LOCATOR_TEXT),
        "locator-name": spec.of("map", "locator-name", NAME_TEXT),
        "csum-mode": spec.word("map", "csum-mode"),
        "miss": spec.word("map", "miss"),
        "source": spec.of("map", "source", number(255)),
        "priority": spec.of("map", "priority", number()),
        "lifetime": spec.of("map", "lifetime", number()),
        "expires": expires,
        **spec.flags("map", "flags"),
        "packets": spec.of("map", "packets", number(U64_MAX)),
        "bytes": spec.of("map", "bytes", number(U64_MAX)),
        "used": spec.of("map", "used", number()),
    }
    return item(members, ["addr", "csum-mode", "source"],
                allOf=[not_both("dev", "ifindex")],
                anyOf=[{"required": ["in-only"]}, {"required": ["priority", "lifetime"]}],
                dependentRequired={"locator-name": ["locator"], "packets": ["bytes"],
                                   "bytes": ["packets"], "used": ["packets"]})


def group_key(spec):
    return {
        "vnid": spec.of("group", "vnid", number(2 ** 28 - 1)),
        "group": spec.of("group", "group", ADDRESS_TEXT),
    }


def group(spec):
    members = {
        **group_key(spec),
        "locators": spec.of("group", "locators", array(LOCATOR_TEXT)),
        "devs": {"description": "All members that are interfaces, by name; by number "
                                "where one has gone meanwhile.", **array(DEV_TEXT)},
    }
    return item(members, ["vnid", "group"])


# ---- events ------------------------------------------------------------------------


def event(names, members=None, required=(), **more):
    """What stands in a line of its own; the name of the event tells which it is."""
    first = {
        "event": {"const": names[0]} if len(names) == 1 else {"enum": names},
        "time": TIME,
    }
    return item({**first, **(members or {})}, ["event", "time", *required], **more)


def event_of(names, schema):
    more = {key: value for key, value in schema.items()
            if key not in ("type", "properties", "required", "additionalProperties")}
    return event(names, schema["properties"], schema["required"], **more)


def member_event(spec):
    members = {
        **group_key(spec),
        "locator": spec.of("group", "locator", LOCATOR_TEXT),
        **spec.dev("group", "ifindex"),
    }
    return event(["group joined", "group left"], members, ["vnid", "group"],
                 oneOf=one_of("locator", "dev", "ifindex"))


def miss_event(spec):
    miss = spec.word("map", "miss")
    return event(["map miss"], {**map_key(spec), "miss": miss, **map_cause(spec)},
                 ["addr", "miss", "saddr"], allOf=[not_both("dev", "ifindex")])


def redirect_event(spec):
    schema = mapping(spec)
    schema["properties"].update(map_cause(spec))
    schema["required"].append("saddr")
    return event_of(["map redirect"], schema)


def resync_events():
    reason = {
        "description": "Why the state is told: it was asked for; events were lost; the "
                       "module was loaded anew; it changed while it was told.",
        "enum": ["start", "lost", "loaded", "changed"],
    }
    incomplete = flag("It changed each time it was told: some of it may be missing.")
    return [event(["resync begin"], {"reason": reason}, ["reason"]),
            event(["resync end"], {"incomplete": incomplete})]


def events(spec):
    def of(noun, *verbs):
        return [f"{noun} {verb}" for verb in verbs]

    return {"oneOf": [
        event(["lost", "module loaded", "module unloaded"]),
        *resync_events(),
        event_of(of("vnid", "present", "added", "deleted"), vnid(spec)),
        event_of(of("underlay", "present", "added", "deleted"), underlay(spec)),
        event_of(of("locator", "present", "added", "set", "deleted"), locator(spec)),
        event_of(of("map", "present", "added", "replaced", "deleted", "expired"),
                 mapping(spec)),
        miss_event(spec),
        redirect_event(spec),
        event_of(["group present"], group(spec)),
        event(of("group", "added", "deleted"), group_key(spec), ["vnid", "group"]),
        member_event(spec),
    ]}


# ---- files -------------------------------------------------------------------------


def list_of(schema):
    return {"type": "array", "items": schema}


def write(directory, spec, name, title, schema):
    whole = {
        "$comment": "SPDX-License-Identifier: GPL-2.0. "
                    f"Made by tools/netlink/schema.py from {spec.name}.yaml",
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:idloc:schema:{name}",
        "title": title,
        **schema,
    }
    path = pathlib.Path(directory) / f"{name}.json"
    path.write_text(json.dumps(whole, indent=2) + "\n", encoding="utf-8")


def main():
    path, directory = sys.argv[1:]
    spec = Spec(path)
    for name, title, schema in (
            ("ila-settings", "idloc -j ila show", settings(spec)),
            ("ila-stats", "idloc -j ila stats", stats(spec)),
            ("ila-vnid", "idloc -j ila vnid show", list_of(vnid(spec))),
            ("ila-underlay", "idloc -j ila underlay show", list_of(underlay(spec))),
            ("ila-locator", "idloc -j ila locator show", list_of(locator(spec))),
            ("ila-map", "idloc -j ila map show, idloc -j ila map get",
             list_of(mapping(spec))),
            ("ila-group", "idloc -j ila group show", list_of(group(spec))),
            ("monitor", "A line of idloc -j monitor", events(spec))):
        write(directory, spec, name, title, schema)


if __name__ == "__main__":
    main()
