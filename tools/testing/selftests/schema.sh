# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# Is JSON as its schema says? Sourced after lib.sh. schema.jq says how much of JSON Schema that is.
# A start of jq takes long in an emulated guest, so values can be collected and looked at in one.

# Where the tool is installed, or beside its sources
SCHEMAS=$(cd "$LIB_DIR/../../../userspace/schema" 2>/dev/null && pwd) || SCHEMAS=/usr/share/idloc/schema
[ -d "$SCHEMAS" ] || SCHEMAS=/usr/local/share/idloc/schema

# fits SCHEMA: the values on the standard input; prints what is wrong with them
fits()
{
	local wrong

	wrong=$(jq -L "$LIB_DIR" -n -r --slurpfile schema "$SCHEMAS/$1.json" \
		'include "schema"; schema_report($schema[0])' 2>&1) && [ -z "$wrong" ] && return
	printf '%s\n' "$wrong"
	return 1
}

# collect NAME SCHEMA VALUE [bad]: for judge()
collect()
{
	printf '{"name":"%s","schema":"urn:idloc:schema:%s","want":"%s","value":%s}\n' "$1" "$2" "${4:-good}" "$3" \
		>>"$TEST_TMP/collected"
}

# judge: a check for each value that was collected
judge()
{
	local want name wrong

	while IFS=$'\t' read -r want name wrong; do
		case $want in
		good) is "$name" "$wrong" "" ;;
		bad) isnt "$name" "$wrong" "" ;;
		*) not_ok "what was collected is JSON" "$want $name $wrong" ;;
		esac
	done < <(jq -L "$LIB_DIR" -n -r --slurpfile schemas <(cat "$SCHEMAS"/*.json) 'include "schema";
		($schemas[] | schema_unknown(.; .["$id"]) | "good\tits keywords are known\t\(.)"),
		(inputs | . as $case | ($schemas[] | select(.["$id"] == $case.schema)) as $schema
			| [$case.value | schema_errors($schema; "value")]
			| "\($case.want)\t\($case.name)\t\(join("; "))")' "$TEST_TMP/collected" 2>&1)
}
