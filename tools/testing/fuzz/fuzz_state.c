// SPDX-License-Identifier: GPL-2.0
/*
 * Files for "idloc restore": whatever is in one is read to its end or complained of, and each
 * item that came out of it says the same when it is printed and read again.
 *
 * Input: the file; its first byte says whether it is an early one.
 */
#include <stdlib.h>
#include <string.h>

#include "../../../userspace/cli/complain.h"
#include "../../../userspace/nl/nl.h"
#include "../../../userspace/state/state_input.h"
#include "../../../userspace/state/state_print.h"
#include "fuzz.h"
#include "tool.h"

static bool read_text(struct conn *conn, const char *text, size_t len, bool early,
		      struct state *state)
{
	struct input input = { .route = conn, .state = state, .early = early };
	FILE *real = stdin;
	bool good;

	/* There is no empty file in memory. */
	stdin = fmemopen((char *)(len ? text : "\n"), len ? len : 1, "r");
	must(stdin);
	good = input_read(&input, "-") && input_end(&input);
	fclose(stdin);
	stdin = real;
	input_free(&input);
	return good;
}

static void check_again(struct conn *conn, const struct state *state)
{
	static char text[LINE_MAX_LEN + 2];
	struct state again = { 0 };
	struct line line = { 0 };
	size_t i;

	for (i = 0; i < state->n; i++) {
		item_print(state->item[i], false, &line);
		snprintf(text, sizeof(text), "%s\n", line.text);
		must(read_text(conn, text, strlen(text), false, &again) && again.n == 1);
		must(!item_order(state->item[i], again.item[0]));
		if (state->item[i]->kind != KIND_ROUTE)
			must(item_same(again.item[0], state->item[i]));
		state_free(&again);
	}
}

int fuzz_one(const uint8_t *data, size_t size)
{
	static struct capture err;
	struct state state = { 0 };
	struct verdict verdict;
	FILE *real = stderr;
	struct conn conn;
	bool early, good;

	early = size && data[0] & 1;
	tool_replies(NULL, 0, false);
	must(!conn_open_route(&conn, &verdict));
	stderr = capture_begin(&err);
	good = read_text(&conn, (const char *)data + !!size, size - !!size, early, &state);
	capture_end(&err);
	stderr = real;
	must(good == !*err.text);
	if (good)
		check_again(&conn, &state);
	state_free(&state);
	conn_close(&conn);
	return 0;
}
