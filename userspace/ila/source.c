// SPDX-License-Identifier: GPL-2.0
#include "source.h"

#include <linux/rtnetlink.h>
#include <stddef.h>
#include <string.h>

#include "args.h"
#include "idloc.h"

#define SOURCE_LAST	255

static const struct {
	const char *name;
	__u32 number;
} sources[] = {
	{ "kernel", RTPROT_KERNEL },
	{ "boot", RTPROT_BOOT },
	{ "static", RTPROT_STATIC },
	{ "zebra", RTPROT_ZEBRA },
	{ "bird", RTPROT_BIRD },
	{ "babel", RTPROT_BABEL },
	{ "bgp", RTPROT_BGP },
	{ "isis", RTPROT_ISIS },
	{ "ospf", RTPROT_OSPF },
};

bool source_parse(const char *word, __u32 *source)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(sources); i++) {
		if (strcmp(sources[i].name, word))
			continue;
		*source = sources[i].number;
		return true;
	}
	return args_number(word, source) && *source <= SOURCE_LAST;
}

const char *source_name(__u32 source)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(sources); i++)
		if (sources[i].number == source)
			return sources[i].name;
	return NULL;
}
