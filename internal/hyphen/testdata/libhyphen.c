/* Reads words, one a line, in the encoding of the dictionary and in lower
 * case, and writes each with hyphens where libhyphen divides it.
 *
 *   cc libhyphen.c -lhyphen && ./a.out /usr/share/hyphen/hyph_de_DE.dic
 */
#include <hyphen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv) {
	HyphenDict *dict = argc == 2 ? hnj_hyphen_load(argv[1]) : NULL;
	char word[MAX_CHARS], levels[MAX_CHARS + 5];

	if (dict == NULL) {
		fprintf(stderr, "usage: %s DICTIONARY\n", argv[0]);
		return 2;
	}
	while (fgets(word, sizeof word, stdin) != NULL) {
		char **rep = NULL;
		int *pos = NULL, *cut = NULL;
		int n = strcspn(word, "\n");
		/* Two letters at least, as in words.txt; at the joints of
		 * compounds what the dictionary says. */
		if (hnj_hyphen_hyphenate3(dict, word, n, levels, NULL, &rep, &pos, &cut, 2, 2, 0, 0) != 0)
			return 1;
		for (int i = 0; i < n; i++) {
			putchar(word[i]);
			if (levels[i] & 1)
				putchar('-');
		}
		putchar('\n');
		if (rep != NULL)
			for (int i = 0; i < n; i++)
				free(rep[i]);
		free(rep);
		free(pos);
		free(cut);
	}
	hnj_hyphen_free(dict);
	return ferror(stdin) || fflush(stdout) != 0;
}
