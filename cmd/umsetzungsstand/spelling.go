package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"os/exec"
	"slices"
	"strings"
	"time"

	"umsetzungsstand/internal/check"
	"umsetzungsstand/internal/diag"
)

// misspelled returns what hunspell has to say about the words. The error is a
// *usageError: without the program and its German dictionary the option cannot
// be had.
func misspelled(words []check.Word) (diag.List, error) {
	return check.Misspelled(words, check.Dictionary{Unknown: unknownWords, Suggest: suggestedWords})
}

// spellingTime is how long hunspell may take over one list of words. Of a
// hundred reports it needs a few seconds; suggestions take longest.
const spellingTime = 2 * time.Minute

// mostSuggested is for how many words suggestions are asked for; each takes up
// to a tenth of a second.
const mostSuggested = 300

const germanDictionary = "de_DE"

var errNoHunspell = &usageError{"Für --rechtschreibung braucht es das Programm hunspell und sein deutsches Wörterbuch.",
	"Unter Debian und Ubuntu heißen die Pakete hunspell und hunspell-de-de."}

// unknownWords returns the words that hunspell does not know.
func unknownWords(words []string) (map[string]bool, error) {
	out, err := hunspell(germanDictionary, "-l", strings.Join(words, "\n")+"\n")
	if err != nil {
		return nil, err
	}
	said := strings.Fields(out)
	slices.Sort(said)
	unknown := make(map[string]bool)
	for _, word := range words {
		// Of a word with a hyphen hunspell may name only a part.
		if _, ok := slices.BinarySearch(said, word); ok {
			unknown[word] = true
		}
	}
	return unknown, nil
}

// suggestedWords returns what hunspell would write instead.
func suggestedWords(words []string) (map[string][]string, error) {
	words = words[:min(len(words), mostSuggested)]
	// A ^ says that the line is text and no command.
	out, err := hunspell(germanDictionary, "-a", "^"+strings.Join(words, "\n^")+"\n")
	if err != nil {
		return nil, err
	}
	suggested := make(map[string][]string)
	lines := bufio.NewScanner(strings.NewReader(out))
	for lines.Scan() {
		// & Wort 2 1: Vorschlag, Vorschlag
		head, list, ok := strings.Cut(lines.Text(), ": ")
		fields := strings.Fields(head)
		if ok && len(fields) == 4 && fields[0] == "&" {
			suggested[fields[1]] = strings.Split(list, ", ")
		}
	}
	return suggested, lines.Err()
}

// hunspell runs the program over a text in UTF-8.
func hunspell(dictionary, mode, input string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), spellingTime)
	defer cancel()
	cmd := exec.CommandContext(ctx, "hunspell", "-d", dictionary, "-i", "utf-8", mode)
	cmd.WaitDelay = time.Second
	cmd.Stdin = strings.NewReader(input)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return "", errNoHunspell
	case ctx.Err() != nil:
		return "", &usageError{"hunspell wurde mit den Wörtern nicht fertig.", "Rufen Sie den Befehl ohne --rechtschreibung auf."}
	case strings.Contains(stderr.String(), "open affix or dictionary"):
		return "", errNoHunspell
	case err != nil:
		return "", &usageError{"hunspell ließ sich nicht ausführen: " + germanCause(err) + ".", "Prüfen Sie, ob „hunspell -d de_DE -l“ läuft, oder rufen Sie den Befehl ohne --rechtschreibung auf."}
	}
	return stdout.String(), nil
}
