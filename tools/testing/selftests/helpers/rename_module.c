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

#include <elf.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAME_SIZE 56
#define SECTION ".gnu.linkonce.this_module"

/* The section header of @name in the file that begins at @elf, or NULL. */
static Elf64_Shdr *section(Elf64_Ehdr *elf, const char *name)
{
	Elf64_Shdr *headers = (void *)((char *)elf + elf->e_shoff);
	char *names = (char *)elf + headers[elf->e_shstrndx].sh_offset;
	int i;

	for (i = 0; i < elf->e_shnum; i++)
		if (!strcmp(names + headers[i].sh_name, name))
			return &headers[i];
	return NULL;
}

int main(int argc, char **argv)
{
	char old[NAME_SIZE] = "", new[NAME_SIZE] = "";
	Elf64_Shdr *this_module;
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
	this_module = section((Elf64_Ehdr *)file, SECTION);
	if (this_module)
		at = memmem(file + this_module->sh_offset, this_module->sh_size,
			    old, NAME_SIZE);
	if (!at) {
		fprintf(stderr, "%s: no module name %s\n", argv[1], argv[2]);
		return 2;
	}
	memcpy(at, new, NAME_SIZE);
	return 0;
}
