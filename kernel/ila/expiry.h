/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Mappings whose time comes.
 */
#ifndef IDLOC_ILA_EXPIRY_H
#define IDLOC_ILA_EXPIRY_H

struct ila_mapping;
struct ila_table;

void ila_expiry_init(struct ila_table *table);
void ila_expiry_begin(struct ila_mapping *m);
void ila_expiry_add(struct ila_table *table, struct ila_mapping *m);
void ila_expiry_del(struct ila_table *table, struct ila_mapping *m);

#endif /* IDLOC_ILA_EXPIRY_H */
