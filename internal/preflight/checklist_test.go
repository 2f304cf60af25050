package preflight

import (
	"flag"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"umsetzungsstand/internal/diag"
)

var update = flag.Bool("update", false, "rewrite the goldens")

// TestChecklist: the checklist is what testdata/checkliste.md holds, to be read
// by a person.
func TestChecklist(t *testing.T) {
	const file = "testdata/checkliste.md"
	got := Checklist(Subject{
		Name:   "out/2023-Q4/umsetzungsstand_2023-Q4.pdf",
		Title:  "Umsetzungsstand der *Vereinbarungen*\x1b[2J\n# und mehr",
		SHA256: strings.Repeat("0123456789abcdef", 4),
		Found:  diag.List{{Severity: diag.Warning}},
	})
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the checklist differs from %s (rewrite it with -update):\n%s", file, got)
	}
}

func TestVerdict(t *testing.T) {
	found := diag.List{{Severity: diag.Error}, {Severity: diag.Error}, {Severity: diag.Warning}, {Severity: diag.Warning}}
	list := Checklist(Subject{Found: found})
	for _, want := range []string{
		"\n- Selbstprüfung: 2 Fehler, 2 Warnungen. **Die Fehler sind zu beheben, bevor jemand diese Liste ausfüllt.**\n",
		"\n- Titel: keiner\n",
	} {
		if !strings.Contains(list, want) {
			t.Errorf("the checklist lacks %q", want)
		}
	}
}

// TestConditions: the checklist has each of the protocol's 47 conditions for
// people, once.
func TestConditions(t *testing.T) {
	// By checkpoint, as the protocol counts them in its column "How".
	want := map[string]int{"01": 3, "02": 1, "03": 3, "04": 1, "05": 3, "06": 1, "08": 2, "09": 3, "11": 1, "12": 1, "13": 6,
		"14": 3, "15": 4, "16": 3, "17": 1, "18": 2, "19": 2, "22": 1, "24": 1, "28": 3, "29": 1, "31": 1}
	numbers := slices.Clone(inapplicable)
	for _, topic := range topics {
		for _, q := range topic.questions {
			if !strings.HasPrefix(q.conditions, "WCAG ") {
				numbers = append(numbers, strings.Split(q.conditions, ", ")...)
			}
			if trimmed := strings.TrimSuffix(q.ask, ")"); !strings.HasSuffix(trimmed, "?") && !strings.Contains(q.ask, "? (") {
				t.Errorf("%s is no question: %s", q.conditions, q.ask)
			}
		}
	}
	got := map[string]int{}
	for _, n := range numbers {
		if !regexp.MustCompile(`^\d\d-\d\d\d$`).MatchString(n) {
			t.Errorf("%q is no condition", n)
			continue
		}
		got[n[:2]]++
	}
	for checkpoint, n := range want {
		if got[checkpoint] != n {
			t.Errorf("checkpoint %s has %d conditions, want %d", checkpoint, got[checkpoint], n)
		}
	}
	slices.Sort(numbers)
	if n := len(slices.Compact(numbers)); n != 47 || len(numbers) != 47 {
		t.Errorf("%d conditions, %d of them different, want 47", len(numbers), n)
	}
}

// TestClause: what a rule finds leads back to the rule.
func TestClause(t *testing.T) {
	for _, r := range rules() {
		if got := Clause(diag.Finding{Code: r.code, Hint: r.hint()}); got != r.clause {
			t.Errorf("%s: clause %q, want %q", r.code, got, r.clause)
		}
	}
	if got := Clause(diag.Finding{Code: "pdf-unlesbar"}); got != "" {
		t.Errorf("pdf-unlesbar: clause %q", got)
	}
	if len(Rules()) != len(rules()) {
		t.Errorf("%d rules told of %d", len(Rules()), len(rules()))
	}
}
