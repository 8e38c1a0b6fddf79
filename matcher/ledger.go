package matcher

import (
	"cmp"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// A Ledger keeps what people decided about pairs of an account and a person,
// so that next September nobody is asked again. The zero value is an empty
// ledger. It is not safe for use by several goroutines at once. Confirm and Refuse
// note what a person says, WriteTo and ReadLedger keep it as a text file from one
// year to the next, and Apply takes it over after Link.
//
// It holds children's data, so it holds little: the two identifiers, the day,
// and a digest of what was seen, under a key of the ledger's own; no name and
// no date of birth. When what was seen changes (a name, a profile, a birth
// date, a sex, the schools no longer the same, or the account bears somebody
// else's identifier), a verdict counts no more and the question is open again.
// So it is where an account that an application gave again to a namesake shows
// it: none of its schools or children is one of then, or its class has moved by
// more than a year against the person's. Else classes, which change each
// September, count for nothing, nor does the identifier that the verdict itself
// led to.
type Ledger struct {
	key     []byte
	rulings map[pairKey]Ruling // of an account at most one that says whose it is
}

// A Ruling is what a person said about one account and one person.
type Ruling struct {
	Account, Person string    // IDs
	Same            bool      // the account is the person's; if not, it is not
	On              time.Time // of which a file keeps the day alone, at midnight UTC

	seen  string // digest of the evidence
	bore  string // digest of the identifier that the account bore, empty for none
	about string // what else was told of the account, empty for nothing
}

// A pairKey is the two identifiers without case and outer spaces.
type pairKey struct{ account, person string }

func keyOf(account, person string) pairKey { return pairKey{canonicalID(account), canonicalID(person)} }

// Errors of Confirm and Refuse.
var (
	ErrNotCandidate = errors.New("matcher: not a candidate of that decision")
	ErrRulingID     = errors.New("matcher: an identifier that can't be kept: empty, longer than 256 bytes or no UTF-8")
)

// maxRulingID bounds an identifier, in bytes.
const maxRulingID = 256

// Confirm notes that somebody looked at the decision and said that the account
// is that candidate's. It takes the place of whatever was said before about
// the two, and of another person confirmed for the account. The error is
// ErrNotCandidate or ErrRulingID.
func (l *Ledger) Confirm(d Decision, person string, on time.Time) error {
	if err := l.rule(d, person, true, on); err != nil {
		return err
	}
	for k, r := range l.rulings {
		if k.account == canonicalID(d.Account.ID) && r.Same && k.person != canonicalID(person) {
			delete(l.rulings, k)
		}
	}
	return nil
}

// Refuse notes that somebody looked at the decision and said that the account
// is none of those candidates'. The error is ErrNotCandidate or ErrRulingID;
// then nothing was noted.
func (l *Ledger) Refuse(d Decision, on time.Time, people ...string) error {
	for _, p := range people {
		if _, err := candidateOf(d, p); err != nil {
			return err
		}
	}
	for _, p := range people {
		if err := l.rule(d, p, false, on); err != nil {
			return err
		}
	}
	return nil
}

// Withdraw forgets all that was said about an account, and returns how many
// verdicts that were.
func (l *Ledger) Withdraw(account string) (n int) {
	for k := range l.rulings {
		if k.account == canonicalID(account) {
			delete(l.rulings, k)
			n++
		}
	}
	return n
}

// Purge forgets the verdicts about accounts and people that are not in the
// lists any more, and returns how many. Identifiers count, whatever else changed.
// It takes the lists of all schools that the ledger is about: from those of one
// school alone it would forget what was said in the others.
func (l *Ledger) Purge(roster, accounts []Person) (n int) {
	people, owned := map[string]bool{}, map[string]bool{}
	for i := range roster {
		people[canonicalID(roster[i].ID)] = true
	}
	for i := range accounts {
		owned[canonicalID(accounts[i].ID)] = true
	}
	for k := range l.rulings {
		if !people[k.person] || !owned[k.account] {
			delete(l.rulings, k)
			n++
		}
	}
	return n
}

// Rulings returns all verdicts, by account and then by person.
func (l *Ledger) Rulings() []Ruling {
	rs := make([]Ruling, 0, len(l.rulings))
	for _, r := range l.rulings {
		rs = append(rs, r)
	}
	slices.SortFunc(rs, func(a, b Ruling) int {
		return cmp.Or(cmp.Compare(canonicalID(a.Account), canonicalID(b.Account)), cmp.Compare(canonicalID(a.Person), canonicalID(b.Person)))
	})
	return rs
}

// candidateOf finds a person among a decision's candidates.
func candidateOf(d Decision, person string) (Person, error) {
	for _, id := range []string{d.Account.ID, person} {
		if id := strings.TrimSpace(id); id == "" || len(id) > maxRulingID || !utf8.ValidString(id) {
			return Person{}, ErrRulingID
		}
	}
	i := slices.IndexFunc(d.Candidates, func(c Candidate) bool { return canonicalID(c.Person.ID) == canonicalID(person) })
	if i < 0 {
		return Person{}, ErrNotCandidate
	}
	return d.Candidates[i].Person, nil
}

func (l *Ledger) rule(d Decision, person string, same bool, on time.Time) error {
	p, err := candidateOf(d, person)
	if err != nil {
		return err
	}
	if l.key == nil {
		l.key = make([]byte, 16)
		if _, err := rand.Read(l.key); err != nil {
			return fmt.Errorf("matcher: no key for the ledger: %w", err)
		}
	}
	if l.rulings == nil {
		l.rulings = map[pairKey]Ruling{}
	}
	l.rulings[keyOf(d.Account.ID, p.ID)] = Ruling{Account: strings.TrimSpace(d.Account.ID), Person: strings.TrimSpace(p.ID), Same: same,
		On: on, seen: l.evidence(d.Account, p), bore: l.bore(d.Account), about: l.about(d.Account, p)}
	return nil
}

// holds returns what was said about two, and whether what was seen then is what
// is seen now.
func (l *Ledger) holds(account, person Person) (r Ruling, said, current bool) {
	r, said = l.rulings[keyOf(account.ID, person.ID)]
	if !said {
		return r, false, false
	}
	bore := l.bore(account)
	mine := r.Same && canonicalID(account.Prior) == canonicalID(person.ID)
	current = r.seen == l.evidence(account, person) && (bore == "" || mine || bore == r.bore) && !otherAbout(r.about, l.about(account, person))
	return r, true, current
}

// evidence is a digest of what is seen of two.
func (l *Ledger) evidence(account, person Person) string {
	var parts []string
	for _, p := range [...]Person{account, person} {
		parts = append(parts, Fold(p.Last), Fold(p.First), p.Born, p.Sex, set(p.Profiles), fmt.Sprint(p.Stale))
	}
	school := "unknown"
	if a, b := set(account.Schools), set(person.Schools); a != "" && b != "" {
		school = fmt.Sprint(slices.ContainsFunc(account.Schools, func(u string) bool {
			return slices.ContainsFunc(person.Schools, func(v string) bool { return strings.EqualFold(strings.TrimSpace(u), strings.TrimSpace(v)) })
		}))
	}
	return l.digest(append(parts, school)...)
}

// set writes a set as one text, in one order.
func set(words []string) string {
	ws := make([]string, 0, len(words))
	for _, w := range words {
		ws = append(ws, strings.ToUpper(strings.TrimSpace(w)))
	}
	slices.Sort(ws)
	return strings.Join(slices.Compact(ws), "|")
}

func (l *Ledger) bore(account Person) string {
	id := canonicalID(account.Prior)
	if id == "" {
		return ""
	}
	return l.digest("prior", id)
}

// digest is 96 bits, in hexadecimal: enough that no two of a school's meet.
func (l *Ledger) digest(parts ...string) string {
	h := hmac.New(sha256.New, l.key)
	for _, p := range parts {
		fmt.Fprintf(h, "%d:%s", len(p), p)
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}
