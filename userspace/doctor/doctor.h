/* SPDX-License-Identifier: GPL-2.0 */
/*
 * "idloc doctor": checks look at a snapshot of the host, and report what will not work
 * and what to type. Nothing is changed, and no module is loaded by asking.
 */
#ifndef IDLOC_DOCTOR_H
#define IDLOC_DOCTOR_H

#include <stdbool.h>
#include <stddef.h>

#include "doctor_host.h"
#include "idloc.h"

#define FINDING_FIXES	3

/**
 * struct finding - something that will not work
 * @id: its word, which is ABI
 * @error: it is broken as it is; else it can break, or is so on purpose
 * @subject: the object, as a command would name it
 * @what: what is wrong with it
 * @why: what follows from that
 * @fix: what to type, line by line
 * @n_fixes: how many lines there are; may be none
 * @cut: a line did not fit, and what is left of them would be no cure
 */
struct finding {
	const char *id;
	bool error;
	char subject[640];
	char what[384];
	char why[640];
	char fix[FINDING_FIXES][2048];
	size_t n_fixes;
	bool cut;
};

/**
 * struct doctor - one examination
 * @ctx: how it was asked for
 * @host: what there is
 * @found: how many findings were reported
 */
struct doctor {
	struct ctx *ctx;
	struct host host;
	size_t found;
};

/* Each fills one part of a finding. Line breaks in a reason are those of the source. */
__attribute__((format(gnu_printf, 2, 3)))
void finding_subject(struct finding *finding, const char *fmt, ...);
__attribute__((format(gnu_printf, 2, 3)))
void finding_what(struct finding *finding, const char *fmt, ...);
__attribute__((format(gnu_printf, 2, 3)))
void finding_why(struct finding *finding, const char *fmt, ...);

/* One more line to type: in the namespace that is looked at, or anywhere */
__attribute__((format(gnu_printf, 3, 4)))
void finding_fix(struct finding *finding, const struct doctor *doctor,
		 const char *fmt, ...);
__attribute__((format(gnu_printf, 2, 3)))
void finding_fix_anywhere(struct finding *finding, const char *fmt, ...);

/* The line that takes a route away, or the address that the kernel has made it for: an
 * address brings its routes back.
 */
void finding_fix_route(struct finding *finding, const struct doctor *doctor,
		       const struct host_route *route);

/* Print it. */
void doctor_report(struct doctor *doctor, const struct finding *finding);

/* A name that others have chosen, such that a shell takes it as one word; NULL: there is
 * no room for it. There is for names of interfaces and those that nft has.
 */
#define QUOTED_MAX	1024
const char *shell_word(const char *word, char text[QUOTED_MAX]);

/* Checks. Each reports what it finds, and returns an exit code if it cannot look. */
int doctor_module(struct doctor *doctor);
int doctor_address(struct doctor *doctor);
int doctor_reserved(struct doctor *doctor);
int doctor_route(struct doctor *doctor);
int doctor_map(struct doctor *doctor);
int doctor_forwarding(struct doctor *doctor);
int doctor_csum(struct doctor *doctor);
int doctor_mtu(struct doctor *doctor);
int doctor_link(struct doctor *doctor);
int doctor_vnid(struct doctor *doctor);
int doctor_conntrack(struct doctor *doctor);
int doctor_flowtable(struct doctor *doctor);

#endif
