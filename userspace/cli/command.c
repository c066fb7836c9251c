// SPDX-License-Identifier: GPL-2.0
#include "command.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "args.h"
#include "idloc.h"

bool noun_is_number(const char *word)
{
	return isdigit((unsigned char)*word);
}

/* "a, b, c and help" */
static const char *names(const struct noun *noun, char *text, size_t size)
{
	size_t i, len = 0;

	for (i = 0; i < noun->n && len < size; i++)
		len += snprintf(text + len, size - len, "%s%s", i ? ", " : "",
				noun->commands[i].name);
	if (len < size)
		snprintf(text + len, size - len, " and help");
	return text;
}

int noun_run(const struct noun *noun, struct ctx *ctx, struct args *args)
{
	const struct command *command = noun->commands;
	const char *word;
	char text[256];
	size_t i;

	command_hint(noun->name);
	if (!args->left || (noun->is_argument && noun->is_argument(*args->next)))
		return command->run(ctx, args, command);
	word = args_next(args);
	if (!strcmp(word, "help")) {
		noun->help();
		return IDLOC_OK;
	}
	for (i = 0; i < noun->n; i++, command++)
		if (!strcmp(command->name, word))
			return command->run(ctx, args, command);
	return usage_error("%s has no command \"%s\"; it has %s", noun->name, word,
			   names(noun, text, sizeof(text)));
}
