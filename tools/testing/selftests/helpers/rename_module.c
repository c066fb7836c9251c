// SPDX-License-Identifier: GPL-2.0
/*
 * rename_module FILE OLD NEW: give an uncompressed .ko another name, in place.
 *
 * Two modules of one name cannot meet in a kernel: its loader refuses the second
 * before that one's code runs. To see what a module itself does about names that
 * are taken, it has to come under another one. The name of a module is an array of
 * 56 bytes in the struct module that the file carries, in a section of its own.
 * Elsewhere the same bytes may be a string of the module that only looks like it:
 * KASAN has each followed by zeros.
 */
#define _GNU_SOURCE

#include <fcntl.h>
#include <linux/types.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAME_SIZE 56
#define SECTION ".gnu.linkonce.this_module"

/* What is needed of a 64-bit ELF file's header and section headers (gABI 4.1). */
struct elf_header {
	__u8 before[40];
	__u64 sections;
	__u8 between[12];
	__u16 count;
	__u16 names;
};

struct elf_section {
	__u32 name;
	__u32 type;
	__u64 flags;
	__u64 addr;
	__u64 offset;
	__u64 size;
	__u8 rest[24];
};

/* The section @name of the file at @file, or NULL. */
static struct elf_section *section(char *file, const char *name)
{
	struct elf_header *elf = (void *)file;
	struct elf_section *sections = (void *)(file + elf->sections);
	char *names = file + sections[elf->names].offset;
	int i;

	for (i = 0; i < elf->count; i++)
		if (!strcmp(names + sections[i].name, name))
			return &sections[i];
	return NULL;
}

int main(int argc, char **argv)
{
	char old[NAME_SIZE] = "", new[NAME_SIZE] = "";
	struct elf_section *this_module;
	char *file, *at = NULL;
	struct stat st;
	int fd;

	if (argc != 4 || strlen(argv[2]) >= NAME_SIZE ||
	    strlen(argv[3]) >= NAME_SIZE) {
		fprintf(stderr, "usage: rename_module FILE OLD NEW\n");
		return 1;
	}
	memcpy(old, argv[2], strlen(argv[2]));
	memcpy(new, argv[3], strlen(argv[3]));

	fd = open(argv[1], O_RDWR);
	if (fd < 0 || fstat(fd, &st)) {
		perror(argv[1]);
		return 2;
	}
	file = mmap(NULL, st.st_size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (file == MAP_FAILED) {
		perror(argv[1]);
		return 2;
	}
	this_module = section(file, SECTION);
	if (this_module)
		at = memmem(file + this_module->offset, this_module->size,
			    old, NAME_SIZE);
	if (!at) {
		fprintf(stderr, "%s: no module name %s\n", argv[1], argv[2]);
		return 2;
	}
	memcpy(at, new, NAME_SIZE);
	return 0;
}
