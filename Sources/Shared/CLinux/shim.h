// Calls of Linux that glibc declares for _GNU_SOURCE only, which Swift's Glibc module does not define.
#pragma once

int renameat2(int oldFolder, const char *oldName, int newFolder, const char *newName, unsigned int flags);
int syncfs(int descriptor);
