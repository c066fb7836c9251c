# SPDX-License-Identifier: GPL-2.0
#
# Is a JSON value as a JSON Schema says? The part of draft 2020-12 that the schemas of
# idloc need; any other keyword is an error, so that none is passed over in silence.
#
#	jq -L DIR -n --slurpfile schema FILE 'include "schema"; schema_report($schema[0])' <VALUES

def schema_plain: ["$comment", "$id", "$schema", "title", "description", "type", "const",
	"enum", "pattern", "minimum", "maximum", "minItems", "maxItems", "uniqueItems",
	"required", "dependentRequired"];

# Those that hold schemas: one, a list of them, one for each name
def schema_one: ["items", "not"];
def schema_list: ["allOf", "anyOf", "oneOf"];

def schema_types: ["object", "array", "string", "number", "integer", "boolean", "null"];

# What is in a schema that is not looked at here
def schema_unknown($s; $at):
	if ($s | type) != "object" then "\($at): is no object"
	else
		(($s | keys[]) as $k
			| select([$k] | inside(schema_plain + schema_one + schema_list
				+ ["properties", "additionalProperties"]) | not)
			| "\($at): the keyword \($k) is not known"),
		(select($s | has("additionalProperties") and .additionalProperties != false)
			| "\($at): additionalProperties can be false only"),
		(select($s | has("type") and ([.type] | inside(schema_types) | not))
			| "\($at): there is no type \($s.type)"),
		(schema_one[] as $k | select($s | has($k)) | schema_unknown($s[$k]; "\($at)/\($k)")),
		(schema_list[] as $k | select($s | has($k)) | range($s[$k] | length) as $i
			| schema_unknown($s[$k][$i]; "\($at)/\($k)/\($i)")),
		(($s.properties // {} | keys[]) as $k
			| schema_unknown($s.properties[$k]; "\($at)/properties/\($k)"))
	end;

def schema_is($name):
	if $name == "integer" then type == "number" and . == floor else type == $name end;

# For the array and the object in a value: what is wrong in it goes by its own name.
def schema_errors($s; $at):
	def inner($sub): [schema_errors($sub; $at)];
	def is_good($sub): inner($sub) == [];

	(select($s.type and (schema_is($s.type) | not)) | "\($at): is no \($s.type)"),
	(select(($s | has("const")) and . != $s.const) | "\($at): is not \($s.const)"),
	(select($s.enum) | . as $v | select([$s.enum[] == $v] | any | not)
		| "\($at): is none of \($s.enum | join(", "))"),
	(select(type == "string" and $s.pattern) | select(test($s.pattern) | not)
		| "\($at): \(.) is not as \($s.pattern)"),
	(select(type == "number" and ($s | has("minimum")) and . < $s.minimum)
		| "\($at): is less than \($s.minimum)"),
	(select(type == "number" and ($s | has("maximum")) and . > $s.maximum)
		| "\($at): is more than \($s.maximum)"),
	(select(type == "array" and ($s | has("minItems")) and length < $s.minItems)
		| "\($at): has less than \($s.minItems) items"),
	(select(type == "array" and ($s | has("maxItems")) and length > $s.maxItems)
		| "\($at): has more than \($s.maxItems) items"),
	(select(type == "array" and $s.uniqueItems and (unique | length) != length)
		| "\($at): has an item twice"),
	(select(type == "array" and ($s | has("items"))) | range(length) as $i
		| .[$i] | schema_errors($s.items; "\($at)/\($i)")),
	(select(type == "object") | ($s.required // [])[] as $k
		| select(has($k) | not) | "\($at): has no \($k)"),
	(select(type == "object") | ($s.dependentRequired // {} | to_entries[]) as $d
		| select(has($d.key)) | $d.value[] as $k
		| select(has($k) | not) | "\($at): has \($d.key) and no \($k)"),
	(select(type == "object") | keys[] as $k
		| if $s.properties // {} | has($k)
		  then .[$k] | schema_errors($s.properties[$k]; "\($at)/\($k)")
		  else select($s.additionalProperties == false)
			| "\($at): \($k) is not in the schema" end),
	(($s.allOf // [])[] as $sub | schema_errors($sub; $at)),
	(select($s.anyOf) | . as $v | select([$s.anyOf[] as $sub | $v | is_good($sub)] | any | not)
		| "\($at): is as none of its alternatives"),
	(select($s.oneOf) | . as $v
		| [$s.oneOf[] as $sub | $v | select(is_good($sub))] | length
		| select(. != 1) | "\($at): is as \(.) of its alternatives, not as one"),
	(select($s | has("not")) | select(is_good($s.not)) | "\($at): is what it must not be");

# What is wrong with the values on the input, a line each; nothing, if they are good. That
# there is none is wrong, too.
def schema_report($schema):
	[schema_unknown($schema; "schema")]
	| if . != [] then .[]
	else
		reduce inputs as $v ({n: 0, wrong: []};
			.wrong += [.n as $n | $v | schema_errors($schema; "value \($n)")] | .n += 1)
		| if .n == 0 then "there is no value" else .wrong[] end
	end;
